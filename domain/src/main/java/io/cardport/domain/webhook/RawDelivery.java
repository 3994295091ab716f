package io.cardport.domain.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What arrived at a webhook address, exactly as it arrived. Nothing in it may be believed before {@link #check}.
 */
public final class RawDelivery {
    private final String account;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Instant receivedAt;
    private final Supplier<Optional<URI>> target;

    /**
     * Takes over what arrived at an address that nobody told us.
     *
     * @param account our name for the account whose address it came to
     * @param headers the headers, names in lower case
     * @param body the exact bytes; the caller must not change them afterwards
     * @param receivedAt when it arrived
     */
    public RawDelivery(String account, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
        this(account, Optional::empty, headers, body, receivedAt);
    }

    /**
     * Takes over what arrived.
     *
     * @param account our name for the account whose address it came to
     * @param target the whole address as the issuer knows it, which some schemes sign; never taken from a header
     * @param headers the headers, names in lower case
     * @param body the exact bytes; the caller must not change them afterwards
     * @param receivedAt when it arrived
     */
    public RawDelivery(
            String account, Optional<URI> target, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
        this(account, () -> target, headers, body, receivedAt);
    }

    /**
     * Takes over what arrived, and finds out its address only where a scheme signs it.
     *
     * @param account our name for the account whose address it came to
     * @param target tells the whole address as the issuer knows it, the same each time; never taken from a header
     * @param headers the headers, names in lower case
     * @param body the exact bytes; the caller must not change them afterwards
     * @param receivedAt when it arrived
     */
    public RawDelivery(
            String account,
            Supplier<Optional<URI>> target,
            Map<String, List<String>> headers,
            byte[] body,
            Instant receivedAt) {
        this.account = account;
        this.target = target;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.receivedAt = receivedAt;
    }

    /**
     * Verifies the delivery; the one way to a {@link VerifiedDelivery} from outside bytes.
     *
     * @param scheme how the issuer signs
     * @return the verified delivery, or why there is none
     */
    public Check check(SignatureScheme scheme) {
        return switch (scheme.verify(this)) {
            case SignatureScheme.Verdict.Genuine(byte[] content) ->
                new Check.Verified(new VerifiedDelivery(account, content, receivedAt));
            case SignatureScheme.Verdict.Rejected(SignatureScheme.Reason reason) -> new Check.Rejected(reason);
        };
    }

    /**
     * Our name for the account whose address it came to.
     *
     * @return the account
     */
    public String account() {
        return account;
    }

    /**
     * The whole address as the issuer knows it.
     *
     * @return empty where nobody told it
     */
    public Optional<URI> target() {
        return target.get();
    }

    /**
     * A header that must stand there once.
     *
     * @param name its name in lower case
     * @return its value; empty when it is missing or stands there more than once
     */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /**
     * The headers.
     *
     * @return names in lower case
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * The exact bytes.
     *
     * @return the delivery's own array, not to be changed
     */
    public byte[] body() {
        return body;
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
        return "RawDelivery[" + account + ", " + body.length + " bytes]";
    }

    /** What became of verifying a delivery. */
    public sealed interface Check {
        /**
         * The issuer sent it.
         *
         * @param delivery what it sent
         */
        record Verified(VerifiedDelivery delivery) implements Check {}

        /**
         * It must be refused and stored nowhere.
         *
         * @param reason why; never told to the sender
         */
        record Rejected(SignatureScheme.Reason reason) implements Check {}
    }
}
