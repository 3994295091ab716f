package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cardport.testkit.wire.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an act looks like on the wire, kept in {@code src/test/resources/transcripts/<act>-<scenario>.http}: method, path,
 * names of the request's headers, status, and the shape of both bodies. Values are never written, so nothing secret is.
 */
final class Transcripts {
    private static final String RECORD = "cardport.transcripts.record";
    private static final Path SOURCES = Path.of("src", "test", "resources", "transcripts");
    private static final Pattern AN_ID = Pattern.compile("(?<=/)(?!v[0-9](?=[/?]))[^/?]*[0-9][^/?]*");
    private static final Pattern QUERY_VALUE = Pattern.compile("=[^&]*");
    private static final Set<String> OF_THE_CLIENT =
            Set.of("host", "connection", "content-length", "accept", "user-agent", "accept-encoding", "date");

    private final Class<?> suite;

    Transcripts(Class<?> suite) {
        this.suite = suite;
    }

    /** Compares, or records where the system property {@value #RECORD} is true. */
    void check(Act act, Scenario scenario, List<Traffic> traffic) {
        String name =
                (act.name() + "-" + scenario.name()).toLowerCase(Locale.ROOT).replace('_', '-') + ".http";
        String now = text(traffic);
        if (Boolean.getBoolean(RECORD)) {
            record(name, now);
            return;
        }
        try (InputStream kept = suite.getResourceAsStream("/transcripts/" + name)) {
            if (kept == null) {
                fail("there is no src/test/resources/transcripts/" + name + "; run the test with -D" + RECORD
                        + "=true to record it, then read it");
            } else {
                assertThat(now).as(name).isEqualTo(new String(kept.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void record(String name, String text) {
        try {
            Files.createDirectories(SOURCES);
            Files.writeString(SOURCES.resolve(name), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static String text(List<Traffic> traffic) {
        var text = new StringBuilder();
        for (Traffic one : traffic) {
            String target = AN_ID.matcher(one.target().split("\\?", -1)[0]).replaceAll("{id}");
            String query = one.target().contains("?")
                    ? one.target().substring(one.target().indexOf('?'))
                    : "";
            text.append(one.method())
                    .append(' ')
                    .append(target)
                    .append(QUERY_VALUE.matcher(query).replaceAll("="))
                    .append('\n');
            one.request().headers().stream()
                    .map(field -> field.getKey().toLowerCase(Locale.ROOT))
                    .filter(name -> !OF_THE_CLIENT.contains(name))
                    .sorted()
                    .forEach(name -> text.append(name).append(":\n"));
            text.append('\n');
            BodyShape.of(one.request()).forEach(line -> text.append(line).append('\n'));
            text.append("\n--- ")
                    .append(one.status().map(String::valueOf).orElse("no answer"))
                    .append("\n\n");
            one.answer()
                    .ifPresent(answer -> BodyShape.of(answer)
                            .forEach(line -> text.append(line).append('\n')));
            text.append("\n###\n");
        }
        return text.toString();
    }
}
