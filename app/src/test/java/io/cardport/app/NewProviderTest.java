package io.cardport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module that {@code ./cardport new-provider} writes compiles as it is and is in the build. */
class NewProviderTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path copy = Path.of("");

    @Test
    void writesAModuleThatCompiles() throws Exception {
        take("cardport", "pom.xml", "app/pom.xml");
        try (Stream<Path> templates = Files.walk(ROOT.resolve("templates"))) {
            for (Path file : templates.filter(Files::isRegularFile).toList()) {
                take(ROOT.relativize(file).toString());
            }
        }

        assertThat(run("acme-cards")).isZero();
        assertThat(run("acme-cards")).isEqualTo(2);
        assertThat(run("Acme Cards")).isEqualTo(2);

        assertThat(copy.resolve("pom.xml")).content().contains("<module>adapters-acme-cards</module>");
        assertThat(copy.resolve("app/pom.xml")).content().contains("cardport-adapters-acme-cards");
        assertThat(compiled()).isEmpty();
    }

    private void take(String... files) throws IOException {
        for (String file : files) {
            Path to = copy.resolve(file);
            Files.createDirectories(to.toAbsolutePath().getParent());
            Files.copy(ROOT.resolve(file), to);
        }
    }

    private int run(String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", copy.resolve("cardport").toString(), "new-provider", name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String compiled() throws IOException {
        List<String> sources;
        try (Stream<Path> files = Files.walk(copy.resolve("adapters-acme-cards"))) {
            sources = files.map(Path::toString)
                    .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList();
        }
        assertThat(sources).hasSize(8);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", copy.toString(), "-cp", System.getProperty("java.class.path"));
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean fine = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromStrings(sources))
                    .call();
            return fine ? "" : said.toString();
        }
    }
}
