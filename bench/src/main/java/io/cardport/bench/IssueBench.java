package io.cardport.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What the gateway adds to issuing a card: its latency less that of the same call made to the simulated issuer itself,
 * in turns within one run.
 */
final class IssueBench {
    private static final double MOST_OVERHEAD_MILLIS = 3;
    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
    private static final int MANY = 8;
    /** Cards a second that leave the machine time to spare. */
    private static final int RATE = 20;
    /** The simulator keeps every card in its small memory. */
    private static final int MOST_PER_RUN = 3_000;

    private final GatewayUnderTest gateway;
    private final DirectIssuer issuer;
    private final Pace pace;
    private final Report report;
    private final AtomicLong count = new AtomicLong();
    private final String run = HexFormat.of().formatHex(new SecureRandom().generateSeed(6));

    IssueBench(GatewayUnderTest gateway, DirectIssuer issuer, Pace pace, Report report) {
        this.gateway = gateway;
        this.issuer = issuer;
        this.pace = pace;
        this.report = report;
    }

    /** Measures; returns the most memory that the gateway held meanwhile, in MiB. */
    double run() throws IOException, InterruptedException, SQLException {
        Sandbox sandbox = Sandbox.of(gateway);
        Sandbox.Ready ready = sandbox.ready();
        List<List<String>> rows = new ArrayList<>();
        String yardstick = "";
        try (MemoryWatch watch = new MemoryWatch(gateway)) {
            for (int round = 0; round < pace.longWarmUps(); round++) {
                through(sandbox, ready, pace.longWarmUp(MANY));
            }
            for (int connections : CONNECTIONS) {
                List<Figures> direct = new ArrayList<>();
                List<Figures> through = new ArrayList<>();
                pace.shortWarmUp(connections).atMost(MOST_PER_RUN).run(issuer.url(), issuer.cards());
                through(sandbox, ready, pace.warmUp(connections));
                for (int turn = 0; turn < pace.runs(); turn++) {
                    direct.add(pace.warm(connections).atMost(MOST_PER_RUN).run(issuer.url(), issuer.cards()));
                    through.add(through(sandbox, ready, pace.load(connections)));
                }
                rows.add(row(connections, Figures.median(direct), Figures.median(through)));
                if (connections == CONNECTIONS.getFirst()) {
                    yardstick = yardstick(Figures.median(through).p50()
                            - Figures.median(direct).p50());
                    rows.add(paced(sandbox, ready));
                }
            }
            report.section("Issuing a card")
                    .paragraph("Overhead is the gateway's latency less the simulator's for the same call. While the"
                            + " gateway works, so do its database, the simulator, its webhooks and the driver, all on"
                            + " the same processors. With connections each sends its next request when it has the last"
                            + " answer, so one connection meets the work that its card before has left behind; at a rate"
                            + " a request is sent when its time has come, whatever became of the one before, and its"
                            + " latency counts from then.")
                    .table(
                            List.of(
                                    "load",
                                    "cards/s",
                                    "p50 ms",
                                    "p99 ms",
                                    "simulator p50 ms",
                                    "simulator p99 ms",
                                    "overhead p50 ms",
                                    "overhead p99 ms",
                                    "errors"),
                            rows)
                    .paragraph(yardstick);
            return watch.mostMebibytes();
        }
    }

    /** How much of the overhead is the machine's: the same milliseconds in rows that are made durable on their own. */
    private String yardstick(double overheadMillis) throws IOException, InterruptedException, SQLException {
        try (RowInserts inserts = new RowInserts(gateway)) {
            List<Double> millis = new ArrayList<>();
            for (int turn = 0; turn < pace.runs(); turn++) {
                millis.add(1_000 / inserts.perSecond(1, pace.seconds()));
            }
            double row = millis.stream().sorted().toList().get(millis.size() / 2);
            return "One row made durable on the same PostgreSQL takes " + inserts.driver() + " "
                    + Report.number(row, 2) + " ms over one connection; the overhead at one connection is that of "
                    + Report.number(overheadMillis / row, 1) + " such rows.";
        }
    }

    private List<String> row(int connections, Figures direct, Figures through) {
        if (connections == CONNECTIONS.getFirst()) {
            goal("1 connection", direct, through);
        }
        return row(connections == 1 ? "1 connection" : connections + " connections", direct, through);
    }

    /** What a caller meets on a machine with time to spare. */
    private List<String> paced(Sandbox sandbox, Sandbox.Ready ready) throws IOException, InterruptedException {
        List<Figures> direct = new ArrayList<>();
        List<Figures> through = new ArrayList<>();
        for (int turn = 0; turn < pace.runs(); turn++) {
            direct.add(pace.paced(RATE).run(issuer.url(), issuer.cards()));
            through.add(pace.paced(RATE).run(gateway.url().resolve("/v1/cards"), shots(sandbox, ready)));
        }
        String load = RATE + " a second";
        goal(load, Figures.median(direct), Figures.median(through));
        return row(load, Figures.median(direct), Figures.median(through));
    }

    private void goal(String load, Figures direct, Figures through) {
        report.goal(new Goal(
                "issue overhead p50, " + load,
                Goal.Side.AT_MOST,
                MOST_OVERHEAD_MILLIS,
                through.p50() - direct.p50(),
                " ms"));
    }

    private static List<String> row(String load, Figures direct, Figures through) {
        return List.of(
                load,
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
        return load.atMost(MOST_PER_RUN).run(gateway.url().resolve("/v1/cards"), shots(sandbox, ready));
    }

    private Supplier<Shot> shots(Sandbox sandbox, Sandbox.Ready ready) {
        URI url = gateway.url().resolve("/v1/cards");
        byte[] body = Sandbox.cardBody(ready).toString().getBytes(StandardCharsets.UTF_8);
        return () -> Shot.post(url, sandbox.keyed("bench-" + run + "-" + count.getAndIncrement()), body);
    }
}
