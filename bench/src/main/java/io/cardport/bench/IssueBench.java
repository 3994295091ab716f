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
 * beside what a program adds that only sends once, in turns within one run.
 */
final class IssueBench {
    private static final double MOST_OVERHEAD_MILLIS = 3;
    private static final int ALONE = 1;
    private static final int MANY = 8;
    private static final int MOST = 32;
    /** Cards a second that leave the machine time to spare. */
    private static final int RATE = 20;
    /** A simulator keeps every card in its small memory; the gateway has one of its own. */
    private static final int MOST_BY_GATEWAY = 3_000;

    private static final int MOST_DIRECTLY = 2_000;
    private static final int MOST_BY_BARE = 1_000;

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
        try (MemoryWatch watch = new MemoryWatch(gateway);
                RowInserts inserts = new RowInserts(gateway);
                BareProgram bare = BareProgram.start(BareForm.BARE, inserts, issuer);
                BareProgram statements = BareProgram.start(BareForm.STATEMENTS, inserts, issuer)) {
            Targets targets = new Targets(
                    new Target(issuer.url(), issuer.cards(), MOST_DIRECTLY),
                    new Target(bare.url(), bare.cards(), MOST_BY_BARE),
                    new Target(statements.url(), statements.cards(), MOST_BY_BARE),
                    new Target(gateway.url().resolve("/v1/cards"), shots(sandbox, ready), MOST_BY_GATEWAY));
            for (int round = 0; round < pace.longWarmUps(); round++) {
                targets.gateway().take(pace.longWarmUp(MANY));
                targets.bare().take(pace.shortWarmUp(MANY));
                targets.statements().take(pace.shortWarmUp(MANY));
            }
            List<List<String>> rows = new ArrayList<>();
            Measured alone = alone(targets);
            goal("1 connection", alone);
            rows.add(row("1 connection", alone));
            double rowMillis = rowMillis(inserts);
            Measured paced = paced(targets);
            goal(RATE + " a second", paced);
            rows.add(row(RATE + " a second", paced));
            for (int connections : List.of(MANY, MOST)) {
                rows.add(row(connections + " connections", crowded(targets, connections)));
            }
            tell(rows, inserts.driver(), rowMillis, alone);
            return watch.mostMebibytes();
        }
    }

    private void tell(List<List<String>> rows, String driver, double rowMillis, Measured alone) {
        report.section("Issuing a card")
                .paragraph("Overhead is the gateway's latency less the simulator's for the same call. While the"
                        + " gateway works, so do its database, the simulator, its webhooks and the driver, all on"
                        + " the same processors. With connections each sends its next request when it has the last"
                        + " answer, so one connection meets the work that its card before has left behind; at a rate"
                        + " a request is sent when its time has come, whatever became of the one before, and its"
                        + " latency counts from then.")
                .paragraph(
                        "The bare program does no more than sending once takes: it makes one row of 1 KB durable,"
                                + " calls the simulator, makes another durable and answers, over as many round trips to the same"
                                + " PostgreSQL as the gateway, without any check or rule and with nothing to do afterwards. The second does"
                                + " the same with as many statements of the same kinds as the gateway runs, and decides nothing.")
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
                                "bare program's overhead p50 ms",
                                "the same with the gateway's statements",
                                "÷ bare",
                                "errors"),
                        rows)
                .paragraph("One row made durable on the same PostgreSQL takes " + driver + " "
                        + Report.number(rowMillis, 2)
                        + " ms over one connection; the overhead at one connection is that"
                        + " of " + Report.number(alone.overhead() / rowMillis, 1) + " such rows.");
    }

    /** How much of the overhead is the machine's: what one row costs that is made durable on its own. */
    private double rowMillis(RowInserts inserts) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int turn = 0; turn < pace.runs(); turn++) {
            millis.add(1_000 / inserts.perSecond(1, pace.seconds()));
        }
        return millis.stream().sorted().toList().get(millis.size() / 2);
    }

    /** Who is asked for cards. */
    private record Target(URI url, Supplier<Shot> shots, int most) {
        Figures take(Load load) throws IOException {
            return load.atMost(most).run(url, shots);
        }

        Figures take(PacedLoad load) throws IOException {
            return load.run(url, shots);
        }
    }

    private record Targets(Target issuer, Target bare, Target statements, Target gateway) {}

    /** What the same load met at each of them; nothing of the bare programs where they were not asked. */
    private record Measured(Figures direct, Figures bare, Figures statements, Figures through) {
        double overhead() {
            return through.p50() - direct.p50();
        }

        double least() {
            return bare.p50() - direct.p50();
        }

        double leastWithStatements() {
            return statements.p50() - direct.p50();
        }

        long errors() {
            return direct.errors() + bare.errors() + statements.errors() + through.errors();
        }
    }

    /** Drives a target once. */
    @FunctionalInterface
    private interface Drive {
        Figures run(Target target) throws IOException;
    }

    private Measured alone(Targets targets) throws IOException {
        warmUp(targets, ALONE);
        // Without a warm-up of its own: the simulator would be done with all that it may be asked before it was
        // measured.
        return inTurns(targets, target -> target.take(pace.warm(ALONE)));
    }

    /** What a caller meets on a machine with time to spare. */
    private Measured paced(Targets targets) throws IOException {
        return inTurns(targets, target -> target.take(pace.paced(RATE)));
    }

    private Measured inTurns(Targets targets, Drive drive) throws IOException {
        List<List<Figures>> runs = new ArrayList<>();
        for (int turn = 0; turn < pace.runs(); turn++) {
            runs.add(List.of(
                    drive.run(targets.issuer()),
                    drive.run(targets.bare()),
                    drive.run(targets.statements()),
                    drive.run(targets.gateway())));
        }
        return new Measured(median(runs, 0), median(runs, 1), median(runs, 2), median(runs, 3));
    }

    private Measured crowded(Targets targets, int connections) throws IOException {
        warmUp(targets, connections);
        List<List<Figures>> runs = new ArrayList<>();
        for (int turn = 0; turn < pace.runs(); turn++) {
            runs.add(List.of(
                    targets.issuer().take(pace.warm(connections)),
                    targets.gateway().take(pace.load(connections))));
        }
        Figures notAsked = Figures.median(List.of());
        return new Measured(median(runs, 0), notAsked, notAsked, median(runs, 1));
    }

    private void warmUp(Targets targets, int connections) throws IOException {
        targets.issuer().take(pace.shortWarmUp(connections));
        targets.gateway().take(pace.warmUp(connections));
    }

    private static Figures median(List<List<Figures>> runs, int which) {
        return Figures.median(runs.stream().map(run -> run.get(which)).toList());
    }

    private void goal(String load, Measured measured) {
        report.goal(new Goal(
                "issue overhead p50, " + load, Goal.Side.AT_MOST, MOST_OVERHEAD_MILLIS, measured.overhead(), " ms"));
    }

    private static List<String> row(String load, Measured measured) {
        Figures direct = measured.direct();
        Figures through = measured.through();
        return List.of(
                load,
                Report.number(through.perSecond(), 0),
                Report.number(through.p50(), 2),
                Report.number(through.p99(), 2),
                Report.number(direct.p50(), 2),
                Report.number(direct.p99(), 2),
                Report.number(measured.overhead(), 2),
                Report.number(through.p99() - direct.p99(), 2),
                Report.number(measured.least(), 2),
                Report.number(measured.leastWithStatements(), 2),
                Report.number(measured.overhead() / measured.least(), 1),
                Long.toString(measured.errors()));
    }

    private Supplier<Shot> shots(Sandbox sandbox, Sandbox.Ready ready) {
        URI url = gateway.url().resolve("/v1/cards");
        byte[] body = Sandbox.cardBody(ready).toString().getBytes(StandardCharsets.UTF_8);
        return () -> Shot.post(url, sandbox.keyed("bench-" + run + "-" + count.getAndIncrement()), body);
    }
}
