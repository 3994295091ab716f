package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.operation.OperationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of an issuer, made of what its module declares. The test fails when the page in {@code docs/providers} is another
 * one; with {@code -Dcardport.pages.write=true} it writes the page.
 */
public abstract class ProviderPageContract {
    private static final Path PAGES = Path.of("..", "docs", "providers");

    /** For subclasses. */
    protected ProviderPageContract() {}

    /**
     * The module.
     *
     * @return the module that the page is about
     */
    protected abstract IssuingProviderModule module();

    /**
     * A provider with the settings that are required and no other.
     *
     * @return a provider; nothing is sent with it
     */
    protected abstract IssuingProvider provider();

    /**
     * What is said first.
     *
     * @return the issuer's name, and a sentence or two on what makes it special
     */
    protected abstract String introduction();

    /**
     * The adapter's table of the issuer's words.
     *
     * @return a Markdown table
     */
    protected abstract String words();

    @Test
    final void thePageIsTheOneThatTheCodeMakes() throws IOException {
        Path file = PAGES.resolve(module().kind() + ".md");
        String page = page();
        if (Boolean.getBoolean("cardport.pages.write")) {
            Files.createDirectories(PAGES);
            Files.writeString(file, page);
        }
        assertThat(file)
                .as("run the test with -Dcardport.pages.write=true to write it")
                .content()
                .isEqualTo(page);
    }

    private String page() {
        return "# " + introduction() + "\n\n<!-- Made from the code by ProviderPageContract; do not edit. -->\n\n"
                + "`kind: " + module().kind() + "`\n\n## Settings\n\n" + settings()
                + "\n## Abilities\n\nWhat is not listed fails with `unsupported_by_provider` and sends nothing.\n\n"
                + abilities() + "\n## Operations\n\nHow a lost answer is settled. Approval: `"
                + word(provider().facts().approval())
                + "`.\n\n" + operations()
                + "\n## Words\n\nA word that is not listed changes nothing and is shown to admins.\n\n"
                + words();
    }

    private String settings() {
        return module().settings().stream()
                .map(setting -> "| `" + setting.name() + "` | " + word(setting.kind()) + " | " + otherwise(setting)
                        + " | " + setting.meaning() + (setting.secret() ? " Secret." : "") + " |\n")
                .collect(
                        Collectors.joining("", "| setting | kind | if not given | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String otherwise(Setting setting) {
        if (setting.required()) {
            return "required";
        }
        return setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
    }

    private String abilities() {
        return Capability.all().stream()
                .filter(capability -> provider().can(capability).isPresent())
                .map(capability -> "- `" + Capability.nameOf(capability) + "`\n")
                .collect(Collectors.joining());
    }

    private String operations() {
        return Arrays.stream(OperationKind.values())
                .map(kind -> row(kind, provider().facts().of(kind)))
                .collect(Collectors.joining(
                        "",
                        "| operation | key holds | looked up | absence | one at a time |\n|---|---|---|---|---|\n",
                        ""));
    }

    private static String row(OperationKind kind, OperationFacts facts) {
        String key = facts.keyWindow().map(window -> window.toHours() + " h").orElse("");
        String lookups = facts.lookups().stream()
                .map(ProviderPageContract::word)
                .sorted()
                .collect(Collectors.joining(", "));
        return "| " + word(kind) + " | " + key + " | " + lookups + " | " + word(facts.absence()) + " | "
                + word(facts.lane()) + " |\n";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
