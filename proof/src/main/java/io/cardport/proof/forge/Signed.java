package io.cardport.proof.forge;

import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.proof.letters.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A scheme put together.
 *
 * @param name issuer and scheme
 * @param cost what verifying costs
 * @param sealing makes a genuine letter of some content
 * @param changes every way to forge one
 * @param judging the adapter
 */
record Signed(
        String name,
        Cost cost,
        Function<byte[], Letter> sealing,
        List<Change> changes,
        Function<Letter, Verdict> judging)
        implements Scheme {
    /** When everything happens. */
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    @Override
    public Letter genuine(long number) {
        String content =
                "{\"event_id\":\"%016x\",\"event_type\":\"issuing.card.status.update.succeeded\",\"data\":{\"card_id\":\"c-%d\",\"n\":%d}}"
                        .formatted(number, number % 1_000, number);
        return sealing.apply(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Verdict judge(Letter letter) {
        return judging.apply(letter);
    }

    static Function<Letter, Verdict> by(Webhooks webhooks) {
        return letter -> switch (letter.raw("forged").check(webhooks.scheme())) {
            case RawDelivery.Check.Verified ignored -> Verdict.TAKEN;
            case RawDelivery.Check.Rejected ignored -> Verdict.REFUSED;
        };
    }

    static Function<Letter, Verdict> by(UnsignedWebhooks webhooks) {
        return letter -> switch (webhooks.admit(letter.raw("forged"))) {
            case ADMITTED -> Verdict.TAKEN;
            case REFUSED -> Verdict.REFUSED;
        };
    }
}
