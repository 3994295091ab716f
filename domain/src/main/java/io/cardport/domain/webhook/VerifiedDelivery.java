package io.cardport.domain.webhook;

import java.time.Instant;

/**
 * A delivery whose origin was proved. Only {@link RawDelivery#check}, {@link StoredDelivery#restore} and
 * {@link MissedDeliveries#since} make one, so code that takes this type cannot be handed forged bytes.
 */
public final class VerifiedDelivery {
    private final String account;
    private final byte[] content;
    private final Instant receivedAt;

    VerifiedDelivery(String account, byte[] content, Instant receivedAt) {
        this.account = account;
        this.content = content;
        this.receivedAt = receivedAt;
    }

    /**
     * Our name for the account that sent it.
     *
     * @return the account
     */
    public String account() {
        return account;
    }

    /**
     * What was signed, decrypted where the issuer encrypts.
     *
     * @return the delivery's own array, not to be changed
     */
    public byte[] content() {
        return content;
    }

    /**
     * When it arrived.
     *
     * @return database time
     */
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public String toString() {
        return "VerifiedDelivery[" + account + ", " + content.length + " bytes]";
    }
}
