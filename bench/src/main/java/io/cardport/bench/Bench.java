package io.cardport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code ./cardport bench [intake|issue|signatures|startup|all] [--quick] [--write FILE]}. */
public final class Bench {
    private static final Set<String> NAMES = new TreeSet<>(Set.of("intake", "issue", "signatures", "startup"));
    private static final int USAGE = 2;
    private static final double MEMORY_GOAL = 400;

    private final List<String> command;
    private final Path simulators;
    private final Path folder;
    private final Pace pace;

    /**
     * Prepares runs.
     *
     * @param command what starts a gateway, without flags
     * @param simulators the jar of the simulated issuers
     * @param folder an empty folder on the disk to be measured
     * @param pace how long and how often is measured
     */
    Bench(List<String> command, Path simulators, Path folder, Pace pace) {
        this.command = List.copyOf(command);
        this.simulators = simulators;
        this.folder = folder;
        this.pace = pace;
    }

    private record Flags(Set<String> names, Pace pace, Optional<Path> write) {
        static Optional<Flags> parse(String... args) {
            Set<String> names = new TreeSet<>();
            Pace pace = Pace.FULL;
            Optional<Path> write = Optional.empty();
            for (int at = 0; at < args.length; at++) {
                if (args[at].equals("--quick")) {
                    pace = Pace.QUICK;
                } else if (args[at].equals("--write") && at + 1 < args.length) {
                    write = Optional.of(Path.of(args[++at]));
                } else if (NAMES.contains(args[at])) {
                    names.add(args[at]);
                } else if (args[at].equals("all")) {
                    names.addAll(NAMES);
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(new Flags(names.isEmpty() ? NAMES : names, pace, write));
        }
    }

    /**
     * Runs the benchmarks and prints the report; the figures decide nothing about the exit code.
     *
     * @param args names and flags
     * @throws IOException when a gateway does not start or answers what it should not
     * @throws InterruptedException when the main thread is interrupted
     * @throws SQLException when the database of the comparison refuses
     */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Optional<Flags> flags = Flags.parse(args);
        if (flags.isEmpty()) {
            System.err.println(
                    "cardport: The command is ./cardport bench [intake|issue|signatures|startup|all] [--quick] [--write FILE].");
            System.exit(USAGE);
            return;
        }
        Path root = root();
        Path target = root.resolve("target");
        Files.createDirectories(target);
        Path folder = Files.createTempDirectory(target, "bench");
        try {
            String text = new Bench(
                            List.of(root.resolve("cardport").toString(), "up"),
                            Path.of(System.getProperty("io.cardport.simulators.jar", "")),
                            folder,
                            flags.get().pace())
                    .run(flags.get().names())
                    .text();
            String page = page(asked(args), text);
            System.out.println(page);
            if (flags.get().write().isPresent()) {
                WrittenPage.write(flags.get().write().get(), page);
            }
        } finally {
            delete(folder);
        }
    }

    /** Where the page goes is no part of what was measured. */
    private static String asked(String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        int write = words.indexOf("--write");
        if (write >= 0) {
            words.subList(write, Math.min(write + 2, words.size())).clear();
        }
        return String.join(" ", words);
    }

    private static Path root() {
        Path jar = Path.of(System.getProperty("io.cardport.app.jar", "app/target/app.jar"))
                .toAbsolutePath();
        return Optional.ofNullable(jar.getParent())
                .map(target -> target.resolve("..").resolve("..").normalize())
                .orElse(jar);
    }

    private static String page(String args, String text) {
        return """
                # Performance

                Measured on %s by `./cardport bench%s`. Each figure is the median of its runs after a warm-up; driver, \
                gateway, database and simulated issuers share one machine.

                %s""".formatted(LocalDate.now(ZoneOffset.UTC), args.isEmpty() ? "" : " " + args, text);
    }

    /**
     * Measures.
     *
     * @param names which benchmarks
     * @return the report
     */
    Report run(Set<String> names) throws IOException, InterruptedException, SQLException {
        Report report = new Report();
        report.section("Machine").table(List.of("", ""), Machine.facts(folder));
        if (names.contains("signatures")) {
            say("checking signatures");
            new SignaturesBench(pace, report).run();
        }
        if (!names.equals(Set.of("signatures"))) {
            withGateways(names, report);
        }
        report.paragraph("Load average at the end: " + Machine.loadAverage() + ".");
        return report;
    }

    private void withGateways(Set<String> names, Report report) throws IOException, InterruptedException, SQLException {
        double memory = names.contains("issue") || names.contains("intake") ? underLoad(names, report) : Double.NaN;
        if (names.contains("startup")) {
            // After the load the simulators would have tens of thousands of cards to read first.
            Path data = folder.resolve("starts");
            say("starting again and again");
            // The first start makes the data folder, which no figure includes.
            GatewayUnderTest.start(command, data).close();
            new StartupBench(command, data, pace, report).run();
        }
        if (!Double.isNaN(memory)) {
            report.goal(new Goal("resident memory under load", Goal.Side.AT_MOST, MEMORY_GOAL, memory, " MiB"));
        }
    }

    private double underLoad(Set<String> names, Report report) throws IOException, InterruptedException, SQLException {
        say("starting a gateway");
        try (GatewayUnderTest gateway = GatewayUnderTest.start(command, folder.resolve("data"))) {
            List<Double> seen = new ArrayList<>();
            if (names.contains("issue")) {
                say("issuing cards");
                try (DirectIssuer issuer = DirectIssuer.start(simulators, folder.resolve("direct"))) {
                    seen.add(new IssueBench(gateway, issuer, pace, report).run());
                }
            }
            if (names.contains("intake")) {
                say("taking webhooks in");
                seen.add(new IntakeBench(gateway, pace, report).run());
            }
            return seen.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        }
    }

    private static void say(String what) {
        System.err.println("bench: " + what + " (load average " + Machine.loadAverage() + ")");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
