package io.cardport.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssuingProviderModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/capabilities.md} is made from the issuers' pages, which their adapters' tests keep true. With
 * {@code -Dcardport.pages.write=true} it is written.
 */
class CapabilityMatrixTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void theMatrixIsTheOneThatThePagesMake() throws IOException {
        SortedMap<String, String> pages = new TreeMap<>();
        for (String kind : kinds()) {
            pages.put(kind, Files.readString(DOCS.resolve("providers/" + kind + ".md")));
        }
        Path file = DOCS.resolve("capabilities.md");
        String matrix = matrix(pages);
        if (Boolean.getBoolean("cardport.pages.write")) {
            Files.writeString(file, matrix);
        }
        assertThat(file)
                .as("run the test with -Dcardport.pages.write=true to write it")
                .content()
                .isEqualTo(matrix);
    }

    private static List<String> kinds() {
        return ServiceLoader.load(IssuingProviderModule.class).stream()
                .map(module -> module.get().kind())
                .sorted()
                .toList();
    }

    private static String matrix(SortedMap<String, String> pages) {
        String head = pages.keySet().stream()
                .map(kind -> " [" + kind + "](providers/" + kind + ".md) |")
                .collect(Collectors.joining("", "| ability |", "\n"));
        String rule = "|---|" + "---|".repeat(pages.size()) + "\n";
        String rows = Capability.all().stream()
                .map(Capability::nameOf)
                .map(name -> pages.values().stream()
                        .map(page -> page.contains("- `" + name + "`\n") ? " yes |" : " |")
                        .collect(Collectors.joining("", "| `" + name + "` |", "\n")))
                .collect(Collectors.joining());
        return "# What each issuer can do\n\n<!-- Made by CapabilityMatrixTest from docs/providers; do not edit. -->\n\n"
                + "With the settings that are required and no other; an account's own abilities are in"
                + " `GET /v1/providers`.\n\n" + head + rule + rows;
    }
}
