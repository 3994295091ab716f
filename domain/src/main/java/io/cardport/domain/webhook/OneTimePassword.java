package io.cardport.domain.webhook;

import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import java.util.Optional;

/**
 * A one-time password that an issuer pushed for the person who holds a card. It lives in memory alone and is worthless
 * after a few minutes; nothing may store it.
 *
 * @param card the issuer's id of the card
 * @param purpose what it is to confirm
 * @param code the password
 * @param details what a person may want to compare before using it
 */
public record OneTimePassword(ProviderRef card, Purpose purpose, Secret code, Details details)
        implements AutoCloseable {
    /** What a one-time password confirms. */
    public enum Purpose {
        /** A payment on the net (3-D Secure). */
        PAYMENT,
        /** That the card is put into a wallet, such as a telephone's. */
        WALLET
    }

    /**
     * What the issuer says beside it.
     *
     * @param reference what the page that asks for the password shows beside its field
     * @param amount what is to be paid
     * @param merchant to whom
     * @param wallet which wallet, in the issuer's word
     */
    public record Details(
            Optional<String> reference, Optional<Money> amount, Optional<String> merchant, Optional<String> wallet) {
        /** The issuer says nothing. */
        public static final Details NONE =
                new Details(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Wipes the password. */
    @Override
    public void close() {
        code.close();
    }
}
