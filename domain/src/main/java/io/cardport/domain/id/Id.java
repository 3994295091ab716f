package io.cardport.domain.id;

/**
 * An identifier of ours: a prefix that tells the kind, then 26 characters of lower-case Crockford base32 that hold 48
 * bits of time and 80 random bits, so ids of one kind sort by the time they were made.
 */
public sealed interface Id
        permits ApplicantId,
                AdminId,
                CardId,
                CardholderId,
                DeliveryId,
                DistributorId,
                EndpointId,
                EventId,
                FreezeId,
                KeyId,
                MovementId,
                OperationId,
                OutboundId,
                ProductId,
                TransactionId {
    /** How many characters follow the prefix. */
    int BODY_LENGTH = 26;

    /**
     * The whole text of the id.
     *
     * @return prefix and body
     */
    String value();

    /**
     * Tells whether text has the form of an id of one kind.
     *
     * @param text any text
     * @param prefix the kind
     * @return true exactly when the text is the prefix and a well-formed body
     */
    static boolean fits(String text, String prefix) {
        if (text.length() != prefix.length() + BODY_LENGTH || !text.startsWith(prefix)) {
            return false;
        }
        for (int at = prefix.length(); at < text.length(); at++) {
            if ("0123456789abcdefghjkmnpqrstvwxyz".indexOf(text.charAt(at)) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses text that has not the form of an id of one kind.
     *
     * @param text any text
     * @param prefix the kind
     * @throws IllegalArgumentException when it does not fit
     */
    static void require(String text, String prefix) {
        if (!fits(text, prefix)) {
            throw new IllegalArgumentException("not an id that begins with " + prefix);
        }
    }
}
