package io.cardport.app.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every error of the HTTP interface: the last part of its {@code type}, its status, and what to do. The texts are served
 * at {@code /problems/<code>}; none of them depends on a request.
 */
public enum ProblemCode {
    /** The request can't be read. */
    MALFORMED_REQUEST(400, "The request can't be read", "Send valid JSON or form data as the API document describes."),
    /** A write without its key. */
    IDEMPOTENCY_KEY_REQUIRED(
            400,
            "An Idempotency-Key is required",
            "Send the header Idempotency-Key with 1 to 255 visible ASCII characters, a new one for each new intent."),
    /** Credentials missing or wrong. */
    UNAUTHENTICATED(
            401, "Credentials are missing or wrong", "Send both key headers, or a bearer token for the admin API."),
    /** The provider's wallet is too low. */
    INSUFFICIENT_FUNDS(402, "The provider's wallet is too low", "Fund the wallet, then send again with a new key."),
    /** The caller's role is too low. */
    FORBIDDEN(403, "The caller may not do this", "Ask an owner for a role that may."),
    /** No such thing for this caller. */
    NOT_FOUND(404, "Not found", "Check the path and the id; ids of other distributors look the same as missing ones."),
    /** The path exists with other methods. */
    METHOD_NOT_ALLOWED(405, "Method not allowed", "Use a method that the header Allow names."),
    /** No representation that the caller accepts. */
    NOT_ACCEPTABLE(406, "Nothing acceptable to answer with", "Accept application/json."),
    /** The connection was too slow. */
    REQUEST_TIMEOUT(408, "The request took too long to arrive", "Send it again."),
    /** The e-mail is taken. */
    DUPLICATE_CARDHOLDER(409, "A cardholder with this e-mail exists", "Use that cardholder, or another e-mail."),
    /** The issuer knows the person from elsewhere. */
    DUPLICATE_AT_PROVIDER(
            409, "The issuer already has this person", "Use another e-mail or phone number, or ask the issuer."),
    /** Verification is not over. */
    CARDHOLDER_IN_REVIEW(409, "The cardholder is still being verified", "Wait for cardholder.approved, then repeat."),
    /** The holder can't have a card now. */
    CARDHOLDER_NOT_READY(
            409, "The cardholder is not ready for a card", "Look at cardholderStatus and submit what is missing."),
    /** The card's state forbids it. */
    CARD_STATE(409, "The card's state forbids this", "See state and allowed for what the card can do now."),
    /** A freeze forbids new cards. */
    FROZEN(409, "No card can be issued here now", "Ask the operator: cards are frozen until further notice."),
    /** The operation's state forbids it. */
    OPERATION_STATE(
            409,
            "The operation's state forbids this",
            "Only what is UNSETTLED can be settled by hand; see state for what has become of it."),
    /** Another write of the kind is open. */
    OPERATION_IN_FLIGHT(
            409,
            "Another operation of this kind is still open",
            "Wait until the operation named is final, then repeat."),
    /** The first request with the key is running. */
    IDEMPOTENCY_IN_FLIGHT(
            409, "The first request with this key is still running", "Repeat the same request after Retry-After."),
    /** The account is full. */
    CARD_LIMIT_REACHED(409, "No further card of this type", "Close a card of that type first."),
    /** The issuer can't do it. */
    UNSUPPORTED_BY_PROVIDER(
            409, "The provider lacks this ability", "See capability; GET /v1/providers lists what each one can do."),
    /** Personal data was erased. */
    ERASED(410, "The personal data has been erased", "Nothing can be done: the answer is gone for good."),
    /** If-Match failed. */
    VERSION_MISMATCH(412, "The resource has changed", "Read it again and decide on its new state."),
    /** The body is too large. */
    PAYLOAD_TOO_LARGE(413, "The request is too large", "Send at most 5 MB a file and 16 MB a request."),
    /** The address is too long. */
    URI_TOO_LONG(414, "The address is too long", "Use shorter query parameters."),
    /** The content type is not taken here. */
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not accepted here", "Send application/json, uncompressed."),
    /** A field that nobody knows. */
    UNKNOWN_FIELD(422, "A field is unknown", "Remove or correct the fields that errors names."),
    /** A field's type, format or presence. */
    INVALID_FIELD(422, "A field is missing or malformed", "Correct the fields that errors names."),
    /** What the issuer requires is missing. */
    REQUIREMENTS_MISSING(
            422, "The issuer requires more", "Add what errors names; the product's requiredFields lists it all."),
    /** A key with another payload. */
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request", "Use a new key for a new request."),
    /** Two accounts in one request. */
    PROVIDER_MISMATCH(
            422,
            "Cardholder and product are at different providers",
            "Register the cardholder at the product's provider."),
    /** Verification failed. */
    CARDHOLDER_REJECTED(422, "The issuer rejected the cardholder", "Resubmit where the provider allows it."),
    /** Outside the product's limits. */
    AMOUNT_OUT_OF_RANGE(422, "The amount is outside the product's limits", "Choose an amount inside the limits shown."),
    /** The issuer refused. */
    PROVIDER_REFUSED(422, "The provider refused", "See provider for its own code and words."),
    /** Too many requests. */
    RATE_LIMITED(429, "Too many requests", "Wait for Retry-After."),
    /** A header is too large. */
    HEADERS_TOO_LARGE(431, "The headers are too large", "Send smaller headers."),
    /** Our fault. */
    INTERNAL_ERROR(
            500, "Something went wrong on our side", "Repeat with the same key; tell us the request id if it stays."),
    /** The issuer is down or refuses our credentials. */
    PROVIDER_UNAVAILABLE(503, "The provider is unavailable", "Repeat with the same key after Retry-After."),
    /** We are not able to answer now. */
    TEMPORARILY_UNAVAILABLE(503, "Temporarily unavailable", "Repeat with the same key after Retry-After.");

    private final int status;
    private final String title;
    private final String next;

    ProblemCode(int status, String title, String next) {
        this.status = status;
        this.title = title;
        this.next = next;
    }

    /**
     * The word in {@code code} and {@code type}.
     *
     * @return in snake_case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The HTTP status.
     *
     * @return 400 to 599
     */
    public int status() {
        return status;
    }

    /**
     * A short sentence that is the same for every occurrence.
     *
     * @return the title
     */
    public String title() {
        return title;
    }

    /**
     * What a caller does next.
     *
     * @return one or two sentences
     */
    public String next() {
        return next;
    }

    /**
     * The code of a word.
     *
     * @param word as in {@code code}
     * @return the code, or nothing for a word that is none
     */
    public static Optional<ProblemCode> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
    }

    /**
     * The code for a bare HTTP status, for errors that arise before any of our code has run.
     *
     * @param status an HTTP status
     * @return the code of that status, else one of its class
     */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> TEMPORARILY_UNAVAILABLE;
            default -> status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
