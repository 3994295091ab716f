package io.cardport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that runs from its jar keeps it whole while the checkout is built again. */
class BuiltJarTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String LAST = "last.txt";

    @TempDir
    private Path module = Path.of("");

    @Test
    void aJarThatIsOpenOutlivesTheNextBuild() throws Exception {
        String version = version();
        Path resources = Files.createDirectories(module.resolve("src/main/resources"));
        Files.writeString(module.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>io.cardport</groupId>
                    <artifactId>cardport</artifactId>
                    <version>%s</version>
                    <relativePath>%s</relativePath>
                  </parent>
                  <artifactId>built-twice</artifactId>
                </project>
                """.formatted(
                version, module.toRealPath().relativize(ROOT.toRealPath().resolve("pom.xml"))));
        Files.writeString(resources.resolve("first.txt"), "short");
        Files.writeString(resources.resolve(LAST), "as it was");
        build();
        Path jar = module.resolve("target/built-twice-" + version + ".jar");
        try (ZipFile running = new ZipFile(jar.toFile())) {
            Files.writeString(resources.resolve("first.txt"), "longer than before ".repeat(500));
            Files.writeString(resources.resolve(LAST), "as it became");
            build();

            assertThat(last(running)).isEqualTo("as it was");
        }
        try (ZipFile fresh = new ZipFile(jar.toFile())) {
            assertThat(last(fresh)).isEqualTo("as it became");
        }
    }

    private static String version() throws IOException {
        Matcher first =
                Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(first.find()).isTrue();
        return first.group(1);
    }

    private static String last(ZipFile jar) throws IOException {
        ZipEntry entry = Optional.ofNullable(jar.getEntry(LAST)).orElseThrow();
        try (InputStream content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void build() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-ntp", "-q", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true"));
        // Where the build around this test keeps its libraries, if not in the usual place.
        Optional.ofNullable(System.getProperty("localRepository"))
                .ifPresent(folder -> command.add("-Dmaven.repo.local=" + folder));
        command.add("package");
        Path log = module.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(module.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
