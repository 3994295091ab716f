package io.cardport.simulators.frame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How an issuer sends webhooks.
 *
 * @param wrapper makes attempts
 * @param waits before further attempts, in multiples of <code>webhook-retry-base-ms</code>
 * @param longest no wait is longer
 * @param patience how long an acknowledgement may take
 */
public record WebhookStyle(Wrapper wrapper, List<Integer> waits, Duration longest, Duration patience) {

    /** Makes the headers of one attempt. */
    @FunctionalInterface
    public interface Signer {

        /**
         * Signs.
         *
         * @param body the body as sent
         * @param at the time of sending
         * @param secret what to sign with
         * @return headers to send
         */
        Map<String, String> headers(byte[] body, Instant at, String secret);
    }

    /**
     * One attempt as it goes out.
     *
     * @param body the body
     * @param headers further headers
     */
    public record Sealed(byte[] body, Map<String, String> headers) {}

    /** Makes one attempt where the secret touches the body too. */
    @FunctionalInterface
    public interface Wrapper {

        /**
         * Wraps.
         *
         * @param type event type
         * @param attempt what is sent
         * @return what goes out
         */
        Sealed wrap(String type, WebhookSender.Attempt attempt);
    }

    /** Copies the waits. */
    public WebhookStyle {
        waits = List.copyOf(waits);
    }

    /** With a wrong secret wherever something shall be wrong that this signature does not cover. */
    static WebhookSender.Sealer sealer(Signer signer) {
        return attempt -> signer.headers(
                attempt.body(),
                attempt.at(),
                attempt.flaw().isPresent() ? WebhookSender.wrong(attempt.secret()) : attempt.secret());
    }

    /** Bodies as they are, waits that double up to a quarter of an hour. */
    static WebhookStyle doubling(WebhookSender.Sealer sealer, int retries) {
        return new WebhookStyle(
                (type, attempt) -> new Sealed(attempt.body(), sealer.headers(attempt)),
                IntStream.range(0, retries).mapToObj(i -> 1 << Math.min(i, 20)).toList(),
                Duration.ofMinutes(15),
                Duration.ofSeconds(15));
    }
}
