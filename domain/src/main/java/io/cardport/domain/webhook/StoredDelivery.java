package io.cardport.domain.webhook;

import io.cardport.domain.id.DeliveryId;
import java.time.Instant;

/**
 * A verified delivery as the inbox keeps it: card numbers and one-time codes blanked. Only verified deliveries get into the
 * inbox, so one that is there may be read again, for instance after a table was corrected.
 *
 * @param id our id of the delivery
 * @param account our name for the account that sent it
 * @param dedupe what tells this event from every other of the account
 * @param content what was signed, blanked
 * @param receivedAt when it first arrived
 */
public record StoredDelivery(DeliveryId id, String account, String dedupe, byte[] content, Instant receivedAt) {
    /**
     * The delivery as it was verified when it arrived.
     *
     * @return a delivery that adapters can read
     */
    public VerifiedDelivery restore() {
        return new VerifiedDelivery(account, content, receivedAt);
    }

    @Override
    public String toString() {
        return "StoredDelivery[" + id + "]";
    }
}
