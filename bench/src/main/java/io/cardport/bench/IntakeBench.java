package io.cardport.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Signed deliveries made durable, beside single-row inserts on the same PostgreSQL in the same run. Each delivery is
 * new, about 1 KB, about a card that the gateway knows, and is read by the gateway meanwhile, on the same processors.
 */
final class IntakeBench {
    static final int CONNECTIONS = 64;

    private static final int CARDS = 8;
    private static final String APPLIED = "cardport_webhooks_applied_total";

    private final GatewayUnderTest gateway;
    private final Pace pace;
    private final Report report;

    IntakeBench(GatewayUnderTest gateway, Pace pace, Report report) {
        this.gateway = gateway;
        this.pace = pace;
        this.report = report;
    }

    /** Measures; returns the most memory that the gateway held meanwhile, in MiB. */
    double run() throws IOException, InterruptedException, SQLException {
        Sandbox sandbox = Sandbox.of(gateway);
        Sandbox.Ready ready = sandbox.ready();
        List<String> cards = new ArrayList<>();
        for (int card = 0; card < CARDS; card++) {
            cards.add(sandbox.cardAtIssuer(ready));
        }
        URI url = gateway.url().resolve("/webhooks/uqpay-sim");
        Supplier<Shot> shots =
                new Deliveries(url, sandbox.issuer().path("webhookSecret").asText(), cards);
        List<Figures> runs = new ArrayList<>();
        List<Double> inserts = new ArrayList<>();
        List<Double> applied = new ArrayList<>();
        double memory;
        String driver;
        try (RowInserts rows = new RowInserts(gateway);
                MemoryWatch watch = new MemoryWatch(gateway)) {
            driver = rows.driver() + " on PostgreSQL " + rows.serverVersion();
            pace.warmUp(CONNECTIONS).run(url, shots);
            for (int run = 0; run < pace.runs(); run++) {
                forgotten();
                inserts.add(rows.perSecond(CONNECTIONS, pace.seconds()));
                double before = gateway.metric(APPLIED);
                runs.add(pace.load(CONNECTIONS).run(url, shots));
                applied.add((gateway.metric(APPLIED) - before) / (pace.seconds() + 1));
            }
            memory = watch.mostMebibytes();
        }
        forgotten();
        tell(Figures.median(runs), median(inserts), median(applied), driver);
        return memory;
    }

    /**
     * What waits from the run before would be read during what is measured next, and for minutes: it is taken off the list,
     * and what is being read is waited for.
     */
    private void forgotten() throws IOException, InterruptedException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + gateway.databasePort() + "/cardport";
        try (Connection connection = DriverManager.getConnection(url, "postgres", gateway.databasePassword());
                Statement statement = connection.createStatement()) {
            // One at a time: whoever unpacks holds rows of the one and asks for the other.
            statement.execute("TRUNCATE inbox_batches");
            statement.execute("TRUNCATE inbox_work");
        }
        double last = -1;
        for (double now = gateway.metric(APPLIED); now != last; now = gateway.metric(APPLIED)) {
            last = now;
            Thread.sleep(1_000);
        }
    }

    private void tell(Figures intake, double inserts, double applied, String driver) {
        report.section("Intake of signed webhooks, " + CONNECTIONS + " connections")
                .table(
                        List.of("what", "per second", "p50 ms", "p99 ms", "errors"),
                        List.of(
                                List.of(
                                        "deliveries verified and durable",
                                        Report.number(intake.perSecond(), 0),
                                        Report.number(intake.p50(), 2),
                                        Report.number(intake.p99(), 2),
                                        Long.toString(intake.errors())),
                                List.of("of them read and applied meanwhile", Report.number(applied, 0), "", "", ""),
                                List.of(driver, Report.number(inserts, 0), "", "", "")))
                .goal(new Goal(
                        "intake ÷ single-row inserts", Goal.Side.AT_LEAST, 1.5, intake.perSecond() / inserts, "×"));
    }

    private static double median(List<Double> values) {
        return Figures.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
