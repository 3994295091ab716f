package io.cardport.app.webhook;

import io.cardport.domain.usecase.ReceiveWebhook;
import io.cardport.domain.usecase.ReceiveWebhook.Reception;
import io.cardport.domain.webhook.RawDelivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What both ways in have in common: the one before the framework's router and the one behind it. */
@Singleton
final class Receptions {
    /** A longer body is refused. */
    static final int LARGEST = 1024 * 1024;

    private static final byte[] TAKEN = "{}".getBytes(StandardCharsets.UTF_8);

    private final ReceiveWebhook receive;
    private final NewDeliveries deliveries;
    private final MeterRegistry meters;
    /** A meter is looked up by its name and labels otherwise, each time. */
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    private record Counted(String account, String outcome) {}

    Receptions(ReceiveWebhook receive, NewDeliveries deliveries, MeterRegistry meters) {
        this.receive = receive;
        this.deliveries = deliveries;
        this.meters = meters;
    }

    /** The body of the answer that a delivery was taken. */
    static byte[] taken() {
        return TAKEN.clone();
    }

    /** Takes a delivery in; waits for nothing. */
    CompletionStage<Reception> receive(RawDelivery delivery) {
        return receive.handle(delivery);
    }

    /** To be told once of each delivery that is answered as taken. */
    void tookIn(String account, Reception.Taken reception) {
        count(
                account,
                switch (reception) {
                    case Reception.Admitted ignored -> {
                        deliveries.arrived();
                        yield "admitted";
                    }
                    case Reception.Kept ignored -> {
                        deliveries.packed();
                        yield "kept";
                    }
                    case Reception.Duplicate ignored -> "duplicate";
                    case Reception.Hinted ignored -> "hinted";
                });
    }

    void count(String account, String outcome) {
        counters.computeIfAbsent(
                        new Counted(account, outcome),
                        counted -> meters.counter("cardport.webhooks", "account", account, "outcome", outcome))
                .increment();
    }
}
