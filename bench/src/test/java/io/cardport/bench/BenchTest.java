package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One very short run of everything on a real gateway; what it measures says nothing, that it measures does. */
class BenchTest {
    @TempDir
    Path folder = Path.of("set", "by", "JUnit");

    @Test
    void everyBenchmarkGivesFiguresAndNoErrors() throws Exception {
        Path data = Files.createDirectory(folder.resolve("bench"));
        Path simulators = jarOf("io.cardport.simulators.Simulators");

        Report report = new Bench(command(simulators), simulators, data, new Pace(1, 1, 1, 1, 1))
                .run(Set.of("intake", "issue", "startup"));

        assertThat(report.goals())
                .extracting(Goal::what)
                .containsExactlyInAnyOrder(
                        "issue overhead p50, 1 connection",
                        "issue overhead p50, 20 a second",
                        "intake ÷ single-row inserts",
                        "ready after",
                        "resident memory under load");
        assertThat(report.goals()).allSatisfy(goal -> assertThat(goal.actual()).isPositive());
        List<String> issued = report.text()
                .lines()
                .filter(line -> line.matches("\\| +(1|20|8|32) .*"))
                .toList();
        assertThat(issued).hasSize(4).allMatch(line -> line.matches(".*\\| 0 +\\|"));
        assertThat(issued)
                .extracting(line -> List.of(line.split(" *\\| *", -1)).subList(9, 11))
                .as("the bare programs' overhead, of one request at a time")
                .satisfiesExactly(
                        alone -> assertThat(alone).allMatch(cell -> cell.matches("-?[0-9]+\\.[0-9]{2}")),
                        paced -> assertThat(paced).allMatch(cell -> cell.matches("-?[0-9]+\\.[0-9]{2}")),
                        many -> assertThat(many).containsOnly("–"),
                        most -> assertThat(most).containsOnly("–"));
    }

    private static List<String> command(Path simulators) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dio.cardport.simulators.jar=" + simulators,
                "-cp",
                classPath(),
                "io.cardport.app.Cardport");
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The simulators are started from a jar; one that only names this class path does before anything is packaged. */
    private Path jarOf(String main) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(classPath().split(":"))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = folder.resolve("simulators.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream written = new JarOutputStream(out, manifest)) {
            written.finish();
        }
        return jar;
    }
}
