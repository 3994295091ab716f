package io.cardport.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** From the command to ready on a data folder that has been used before, and the memory that is held then. */
final class StartupBench {
    private static final long IDLE_MILLIS = 5_000;

    private final List<String> command;
    private final Path data;
    private final Pace pace;
    private final Report report;

    StartupBench(List<String> command, Path data, Pace pace, Report report) {
        this.command = command;
        this.data = data;
        this.pace = pace;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        double[] ready = new double[pace.starts()];
        double[] idle = new double[pace.starts()];
        for (int start = 0; start < pace.starts(); start++) {
            try (GatewayUnderTest gateway = GatewayUnderTest.start(command, data)) {
                ready[start] = gateway.readyMillis() / 1_000;
                Thread.sleep(IDLE_MILLIS);
                idle[start] = gateway.residentMebibytes();
            }
        }
        double median = Figures.median(ready);
        report.section("Start")
                .table(
                        List.of("what", "median", "runs"),
                        List.of(
                                List.of(
                                        "from the command to ready, database and simulated issuers started too",
                                        Report.number(median, 2) + " s",
                                        Integer.toString(ready.length)),
                                List.of(
                                        "resident memory of the gateway, idle",
                                        Report.number(Figures.median(idle), 0) + " MiB",
                                        Integer.toString(idle.length))))
                .goal(new Goal("ready after", Goal.Side.AT_MOST, 3.5, median, " s"));
    }
}
