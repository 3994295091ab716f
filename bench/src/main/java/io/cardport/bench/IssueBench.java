package io.cardport.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What the gateway adds to issuing a card: its latency less that of the same call made to the simulated issuer itself,
 * in turns within one run.
 */
final class IssueBench {
    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
    /** Fast enough that a run shows them, slow enough that the issuer's webhooks come during it. */
    private static final int USUAL_DELAY_MILLIS = 1_000;

    /** What the direct calls make stays pending for so long, or its webhooks would burden the gateway. */
    private static final int DIRECT_DELAY_MILLIS = 86_400_000;

    /** The simulator keeps every card in its small memory. */
    private static final int MOST_PER_RUN = 3_000;

    private final GatewayUnderTest gateway;
    private final Pace pace;
    private final Report report;
    private final AtomicLong count = new AtomicLong();
    private final String run = HexFormat.of().formatHex(new SecureRandom().generateSeed(6));

    IssueBench(GatewayUnderTest gateway, Pace pace, Report report) {
        this.gateway = gateway;
        this.pace = pace;
        this.report = report;
    }

    /** Measures; returns the most memory that the gateway held meanwhile, in MiB. */
    double run() throws IOException, InterruptedException {
        Sandbox sandbox = Sandbox.of(gateway);
        Sandbox.Ready ready = sandbox.ready();
        List<List<String>> rows = new ArrayList<>();
        try (MemoryWatch watch = new MemoryWatch(gateway)) {
            for (int connections : CONNECTIONS) {
                List<Figures> direct = new ArrayList<>();
                List<Figures> through = new ArrayList<>();
                through(sandbox, ready, pace.warmUp(connections));
                for (int turn = 0; turn < pace.runs(); turn++) {
                    direct.add(direct(sandbox, ready, pace.load(connections)));
                    through.add(through(sandbox, ready, pace.load(connections)));
                }
                rows.add(row(connections, Figures.median(direct), Figures.median(through)));
            }
            report.section("Issuing a card")
                    .paragraph("Overhead is the gateway's latency less the simulator's for the same call. While the"
                            + " gateway works, so do its database, the simulator, its webhooks and the driver, all on"
                            + " the same processors.")
                    .table(
                            List.of(
                                    "connections",
                                    "cards/s",
                                    "p50 ms",
                                    "p99 ms",
                                    "simulator p50 ms",
                                    "simulator p99 ms",
                                    "overhead p50 ms",
                                    "overhead p99 ms",
                                    "errors"),
                            rows);
            return watch.mostMebibytes();
        }
    }

    private List<String> row(int connections, Figures direct, Figures through) {
        if (connections == CONNECTIONS.getFirst()) {
            report.goal(new Goal(
                    "issue overhead p50, 1 connection", Goal.Side.AT_MOST, 3, through.p50() - direct.p50(), " ms"));
        }
        return List.of(
                Integer.toString(connections),
                Report.number(through.perSecond(), 0),
                Report.number(through.p50(), 2),
                Report.number(through.p99(), 2),
                Report.number(direct.p50(), 2),
                Report.number(direct.p99(), 2),
                Report.number(through.p50() - direct.p50(), 2),
                Report.number(through.p99() - direct.p99(), 2),
                Long.toString(through.errors() + direct.errors()));
    }

    private Figures through(Sandbox sandbox, Sandbox.Ready ready, Load load) throws IOException, InterruptedException {
        sandbox.control("/settings", delay(USUAL_DELAY_MILLIS));
        URI url = gateway.url().resolve("/v1/cards");
        byte[] body = Sandbox.cardBody(ready).toString().getBytes(StandardCharsets.UTF_8);
        Supplier<Shot> shots =
                () -> Shot.post(url, sandbox.keyed("bench-" + run + "-" + count.getAndIncrement()), body);
        return load.atMost(MOST_PER_RUN).run(url, shots);
    }

    private Figures direct(Sandbox sandbox, Sandbox.Ready ready, Load load) throws IOException, InterruptedException {
        sandbox.control("/settings", delay(DIRECT_DELAY_MILLIS));
        String token = sandbox.token();
        URI url = URI.create(sandbox.issuer().path("baseUrl").asText() + "/v1/issuing/cards");
        Supplier<Shot> shots = () -> {
            long number = count.getAndIncrement();
            Map<String, String> headers = Map.of(
                    "x-auth-token", "Bearer " + token,
                    "x-client-id", sandbox.issuer().path("clientId").asText(),
                    "x-idempotency-key", uuid(number));
            return Shot.post(url, headers, direct(ready, number));
        };
        return load.atMost(MOST_PER_RUN).run(url, shots);
    }

    private byte[] direct(Sandbox.Ready ready, long number) {
        ObjectNode body = GatewayUnderTest.JSON
                .createObjectNode()
                .put("card_currency", "USD")
                .put("cardholder_id", ready.holderAtIssuer())
                .put("card_product_id", ready.productAtIssuer());
        body.putObject("metadata").put("cardport_operation", "op_bench" + run + number);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String uuid(long number) {
        return "%s-%s-4000-8000-%012x".formatted(run.substring(0, 8), run.substring(8, 12), number);
    }

    private static ObjectNode delay(int millis) {
        return GatewayUnderTest.JSON.createObjectNode().put("card-delay-ms", millis);
    }
}
