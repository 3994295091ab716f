package io.cardport.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.app.boot.Settings.Polling;
import io.cardport.app.boot.Settings.ProviderBlock;
import io.cardport.app.boot.StartRefused;
import io.cardport.app.wiring.AccountSettings.PlainHttp;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.IssuingProviderModule.Setting.Kind;
import io.cardport.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One block of an account, right and wrong. */
class AccountSettingsTest {
    private static final Polling USUAL =
            new Polling(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(24), Duration.ofHours(1));
    private static final List<Setting> DECLARED = List.of(
            new Setting("api-key", Kind.TEXT, true, "", true, "."),
            new Setting("secrets", Kind.LIST, false, "", true, "."),
            new Setting("tolerance", Kind.DURATION, false, "300s", false, "."),
            new Setting("mode", Kind.TEXT, false, "plain", false, "."),
            new Setting("extra", Kind.FLAG, false, "false", false, "."),
            new Setting("products", Kind.BLOCKS, false, "", false, "."),
            new Setting("products[].id", Kind.TEXT, true, "", false, "."),
            new Setting("products[].name", Kind.TEXT, false, "", false, "."));

    @TempDir
    Path folder;

    private static AccountSettings read(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of("base-url", "https://api.example.com/api", "api-key", "k"));
        values.putAll(more);
        values.values().removeIf(""::equals);
        return AccountSettings.read(
                new ProviderBlock("acme-sg", "acme", Map.copyOf(values)), DECLARED, USUAL, PlainHttp.WHERE_ALLOWED);
    }

    private static void refused(Map<String, Object> more, String sentence) {
        assertThatThrownBy(() -> read(more))
                .isInstanceOfSatisfying(
                        StartRefused.class,
                        refused -> assertThat(refused.sentence()).isEqualTo(sentence));
    }

    @Test
    void defaultsAreFilledIn() {
        AccountSettings settings = read(Map.of());

        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.timing().quietPeriod()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.timing().firstLook()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.rateLimit()).isEmpty();
        assertThat(settings.duration("tolerance")).hasValue(Duration.ofSeconds(300));
        assertThat(settings.text("mode")).hasValue("plain");
        assertThat(settings.flag("extra")).isFalse();
        assertThat(settings.secrets("secrets")).isEmpty();
    }

    @Test
    void everyFormIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), "one\ntwo\n");
        Path key = Files.writeString(folder.resolve("key"), "from-a-file\n");

        AccountSettings settings = read(Map.of(
                "api-key",
                "",
                "api-key-file",
                key.toString(),
                "secrets-file",
                file.toString(),
                "deadline",
                "2m",
                "tolerance",
                "PT5S",
                "rate-limit",
                60,
                "extra",
                true,
                "polling",
                Map.of("initial-delay", "1s", "max-delay", "500ms"),
                "products",
                List.of(Map.of("id", 111031, "name", "Prepaid"))));

        assertThat(settings.secret("api-key")).hasValue(Secret.of("from-a-file"));
        assertThat(settings.secrets("secrets")).containsExactly(Secret.of("one"), Secret.of("two"));
        assertThat(settings.deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.duration("tolerance")).hasValue(Duration.ofSeconds(5));
        assertThat(settings.rateLimit()).hasValue(60);
        assertThat(settings.flag("extra")).isTrue();
        assertThat(settings.timing().firstLook()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.timing().longestWait()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.blocks("products")).containsExactly(Map.of("id", "111031", "name", "Prepaid"));
    }

    @Test
    void whatIsWrongIsNamedInOneSentenceWithoutItsValue() {
        String at = "The setting cardport.providers.acme-sg.";
        refused(Map.of("api-key", ""), at + "api-key is missing.");
        refused(Map.of("base-url", ""), at + "base-url is missing.");
        refused(Map.of("api-kye", "x"), at + "api-kye is unknown.");
        refused(Map.of("polling", Map.of("intial-delay", "1s")), at + "polling.intial-delay is unknown.");
        refused(Map.of("deadline", "soon"), at + "deadline must be a duration such as 30s, 10m, 24h or 7d.");
        refused(Map.of("deadline", "0s"), at + "deadline must be longer than nothing.");
        refused(Map.of("rate-limit", "many"), at + "rate-limit must be a whole number of at least 1.");
        refused(Map.of("extra", "perhaps"), at + "extra must be true or false.");
        refused(Map.of("products", List.of(Map.of("name", "x"))), at + "products[].id is missing.");
        refused(Map.of("products", List.of(Map.of("id", "1", "nme", "x"))), at + "products[].nme is unknown.");
        refused(Map.of("products", "111031"), at + "products must be a list of blocks.");
        refused(
                Map.of("api-key-file", "/nowhere/at/all"),
                at + "api-key is given twice, also as providers.acme-sg.api-key-file.");
    }

    @Test
    void plainHttpGoesToThisMachineOnlyAndOnlyWhereAllowed() {
        String at = "The setting cardport.providers.acme-sg.base-url ";
        refused(
                Map.of("base-url", "http://api.example.com"),
                at + "must be https; only this machine's own addresses may be http.");
        refused(
                Map.of("base-url", "http://api.example.com", "allow-loopback", true),
                at + "must be https; only this machine's own addresses may be http.");
        refused(
                Map.of("base-url", "http://127.0.0.1:8090"),
                at + "may be http only with the sandbox or with allow-loopback: true.");
        refused(Map.of("base-url", "ftp://127.0.0.1"), at + "must be an http or https address.");
        assertThat(read(Map.of("base-url", "http://127.0.0.1:8090", "allow-loopback", true))
                        .baseUrl())
                .hasPort(8090);
    }
}
