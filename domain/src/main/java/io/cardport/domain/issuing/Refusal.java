package io.cardport.domain.issuing;

import java.util.List;

/**
 * An issuer's no: a reason of our closed list, and the issuer's own words.
 *
 * @param reason what it means
 * @param providerCode the issuer's code, empty where it gives none
 * @param providerMessage the issuer's message, blanked of card numbers and codes, at most 500 characters
 * @param missing names of fields that the issuer misses, where it says so
 */
public record Refusal(Reason reason, String providerCode, String providerMessage, List<String> missing) {
    /** Copies the list and bounds the message. */
    public Refusal {
        missing = List.copyOf(missing);
        providerMessage = providerMessage.length() > 500 ? providerMessage.substring(0, 500) : providerMessage;
    }

    /**
     * A refusal that names no missing fields.
     *
     * @param reason what it means
     * @param providerCode the issuer's code
     * @param providerMessage the issuer's message
     */
    public Refusal(Reason reason, String providerCode, String providerMessage) {
        this(reason, providerCode, providerMessage, List.of());
    }

    /** What a refusal means. */
    public enum Reason {
        /** A field is wrong. */
        INVALID_REQUEST,
        /** Fields are missing. */
        REQUIREMENTS_MISSING,
        /** Our wallet or float at the issuer is too low. */
        INSUFFICIENT_FUNDS,
        /** The issuer does not know what the command is about. */
        NOT_FOUND,
        /** The holder is still being verified. */
        HOLDER_IN_REVIEW,
        /** The holder was turned down. */
        HOLDER_REJECTED,
        /** The holder is not ready for another reason. */
        HOLDER_NOT_READY,
        /** The card's state forbids it. */
        CARD_STATE,
        /** No further card of that type. */
        CARD_LIMIT_REACHED,
        /** The amount is outside the product's limits. */
        AMOUNT_OUT_OF_RANGE,
        /** The issuer already has this person. */
        DUPLICATE_AT_PROVIDER,
        /** The issuer does not offer it for this card or product. */
        UNSUPPORTED,
        /** The issuer saw this idempotency key with another content. */
        IDEMPOTENCY_CONFLICT,
        /** Any other no. */
        DECLINED
    }
}
