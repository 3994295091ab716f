package io.cardport.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the figures were measured on; figures without it say nothing. */
final class Machine {
    private static final int WRITES = 500;

    private Machine() {}

    /** Names and values for the report. */
    static List<List<String>> facts(Path folder) throws IOException {
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("processors", Integer.toString(Runtime.getRuntime().availableProcessors())));
        field(Path.of("/proc/cpuinfo"), "model name").ifPresent(name -> facts.add(List.of("model", name)));
        field(Path.of("/proc/meminfo"), "MemTotal")
                .ifPresent(memory -> facts.add(List.of("memory", gibibytes(memory))));
        facts.add(List.of("system", System.getProperty("os.name") + " " + System.getProperty("os.version")));
        facts.add(List.of("Java", Runtime.version().toString()));
        facts.add(List.of("fdatasync of 8 KiB", String.format(Locale.ROOT, "%.0f µs", syncMicros(folder))));
        facts.add(List.of("load average at the start", loadAverage()));
        return facts;
    }

    /** How busy the machine is with other work; over the number of processors the figures mean little. */
    static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }

    private static Optional<String> field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException elsewhere) {
            return Optional.empty();
        }
    }

    private static String gibibytes(String kilobytes) {
        return String.format(
                Locale.ROOT, "%.1f GiB", Long.parseLong(kilobytes.replaceAll("[^0-9]", "")) / 1024.0 / 1024.0);
    }

    private static double syncMicros(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "sync", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] block = "x".repeat(8 * 1024).getBytes(StandardCharsets.US_ASCII);
            long began = System.nanoTime();
            for (int write = 0; write < WRITES; write++) {
                channel.write(ByteBuffer.wrap(block), 0);
                channel.force(false);
            }
            return (System.nanoTime() - began) / 1e3 / WRITES;
        } finally {
            Files.delete(file);
        }
    }
}
