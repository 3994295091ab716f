package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReadingTest {
    @TempDir
    Path folder;

    private Settings read(
            String yaml, Map<String, String> environment, Map<String, String> properties, String... flags) {
        try {
            Path file = Files.writeString(folder.resolve("c.yml"), yaml);
            String[] all = new String[flags.length + 2];
            System.arraycopy(flags, 0, all, 0, flags.length);
            all[flags.length] = "--config";
            all[flags.length + 1] = file.toString();
            return SettingsReading.read(CommandLine.parse(all), Optional.empty(), environment, properties)
                    .settings();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Settings read(String yaml) {
        return read(yaml, Map.of(), Map.of());
    }

    private static void refused(ThrowingCallable start, String... words) {
        assertThatThrownBy(start).isInstanceOf(StartRefused.class).satisfies(refused -> {
            assertThat(refused.getMessage()).contains(words).endsWith(".").doesNotContain("\n");
            assertThat(refused.getStackTrace()).isEmpty();
        });
    }

    @Test
    void everyDefault() {
        Settings settings = read("");

        assertThat(settings.listen()).isEqualTo(new Settings.Listen("127.0.0.1", 8080));
        assertThat(settings.dataFolder()).isEqualTo(Path.of(".cardport").toAbsolutePath());
        assertThat(settings.database()).isEqualTo(new Settings.Database.Embedded());
        assertThat(settings.sandbox()).isEqualTo(Settings.Sandbox.ON);
        assertThat(settings.providers()).isEmpty();
        assertThat(settings.encryptionKeyFile()).isEqualTo(settings.dataFolder().resolve("encryption.keys"));
        assertThat(settings.policy())
                .isEqualTo(new Settings.Policy(
                        Optional.empty(),
                        new Settings.Polling(
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(10),
                                Duration.ofHours(24),
                                Duration.ofHours(1)),
                        Optional.empty(),
                        List.of(),
                        java.util.Set.of(),
                        new Settings.Deliveries(Duration.ofDays(7), Duration.ofSeconds(15))));
    }

    @Test
    void everySetting() throws IOException {
        Files.writeString(folder.resolve("pw"), "s3cret\n");
        Settings settings = read("""
                micronaut.server.port: 9001
                cardport:
                  datasource:
                    url: jdbc:postgresql://db/cardport
                    username: someone
                    password-file: pw
                  sandbox.enabled: false
                  distributors.default-provider: one
                  public-url: https://cards.example.com/
                  trusted-proxies: [10.0.0.1, 10.0.0.2]
                  admin.four-eyes: unfreeze, settle
                  polling: {initial-delay: 1s, max-delay: PT5S, give-up-after: 2d}
                  deliveries: {max-age: 12h, timeout: 500ms}
                  encryption.key-file: /keys
                  providers:
                    one:
                      kind: some
                      api-key: ${KEY}
                      other: ${NONE:fallback}
                      polling: {initial-delay: 2s}
                """, Map.of("KEY", "from the environment"), Map.of(), "--host", "0.0.0.0");

        assertThat(settings.listen()).isEqualTo(new Settings.Listen("0.0.0.0", 9001));
        assertThat(settings.database())
                .isEqualTo(new Settings.Database.Outside("jdbc:postgresql://db/cardport", "someone", "s3cret"));
        assertThat(settings.sandbox()).isEqualTo(Settings.Sandbox.OFF);
        assertThat(settings.encryptionKeyFile()).isEqualTo(Path.of("/keys"));
        assertThat(settings.policy())
                .isEqualTo(new Settings.Policy(
                        Optional.of("one"),
                        new Settings.Polling(
                                Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofDays(2), Duration.ofHours(1)),
                        Optional.of(URI.create("https://cards.example.com")),
                        List.of(
                                AddressRange.parse("10.0.0.1").orElseThrow(),
                                AddressRange.parse("10.0.0.2").orElseThrow()),
                        java.util.Set.of("unfreeze", "settle"),
                        new Settings.Deliveries(Duration.ofHours(12), Duration.ofMillis(500))));
        assertThat(settings.providers())
                .containsExactly(new Settings.ProviderBlock(
                        "one",
                        "some",
                        Map.of(
                                "api-key",
                                "from the environment",
                                "other",
                                "fallback",
                                "polling",
                                Map.of("initial-delay", "2s"))));
        assertThat(settings.toString()).doesNotContain("s3cret").doesNotContain("from the environment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cardport.datasuorce.url: x                        | cardport.datasuorce.url is unknown
            cardpotr.sandbox.enabled: true                    | cardpotr.sandbox.enabled is unknown
            cardport.sandbox.enabled: maybe                   | cardport.sandbox.enabled must be true or false
            cardport.polling.max-delay: soon                  | cardport.polling.max-delay must be a duration
            cardport.polling.initial-delay: 0s                | cardport.polling.initial-delay must be longer than nothing
            cardport.polling.max-delay: PT0S                  | cardport.polling.max-delay must be longer than nothing
            cardport.polling.give-up-after: 0h                | cardport.polling.give-up-after must be longer than nothing
            cardport.polling.missed-webhooks: 0m              | cardport.polling.missed-webhooks must be longer than nothing
            cardport.deliveries.timeout: 0s                   | cardport.deliveries.timeout must be longer than nothing
            cardport.deliveries.max-age: 0d                   | cardport.deliveries.max-age must be longer than nothing
            cardport.polling.max-delay: [1s]                  | cardport.polling.max-delay must be a text
            cardport.public-url: cards.example.com            | cardport.public-url must be an http or https address
            cardport.datasource.url: jdbc:mysql://x           | cardport.datasource.url must begin with jdbc:postgresql:
            cardport.datasource.username: x                   | cardport.datasource.url is missing
            cardport.datasource.password-file: /no/such/file  | cardport.datasource.password-file names the file
            cardport.providers.one: 1                         | cardport.providers.one must name a key
            cardport: {providers: {one: 1}}                   | cardport.providers.one must hold keys and values
            cardport: {providers: 1}                          | cardport.providers must hold one block
            cardport.providers.one.base-url: x                | cardport.providers.one.kind is missing
            cardport.providers.One.kind: x                    | cardport.providers.One must be named in lower-case
            cardport.providers.one.api-key: ${NO_SUCH}        | NO_SUCH
            micronaut.server.port: x                          | micronaut.server.port must be a number
            """)
    void aWrongKeyIsNamed(String line, String sentence) {
        refused(() -> read(line.strip()), sentence.strip());
    }

    @Test
    void brokenFilesAreRefusedWithTheirPlace() {
        refused(() -> read("cardport:\n  a: [\n"), "not valid YAML", "line");
        refused(() -> read("a: 1\na: 2\n"), "not valid YAML");
        refused(() -> read("- 1"), "must hold keys and values");
        refused(() -> CommandLine.parse("--prot", "1"), "--prot is unknown");
        refused(() -> CommandLine.parse("--port"), "--port needs a value");
        refused(() -> CommandLine.parse("--port", "70000"), "--port takes a number");
    }

    @Test
    void noBytesBreakTheReader() throws IOException {
        Random random = new Random(7);
        String alphabet = "cardport:providers \n-[]{}&*!|>'\"%@`#,${}0123456789\t";
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder(round % 2 == 0 ? "cardport:\n " : "");
            for (int at = random.nextInt(80); at > 0; at--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Path file = Files.writeString(folder.resolve("fuzz.yml"), text);
            try {
                SettingsReading.read(
                        CommandLine.parse("--config", file.toString()), Optional.empty(), Map.of(), Map.of());
            } catch (StartRefused expected) {
                assertThat(expected.sentence()).as(text.toString()).isNotBlank();
            }
        }
    }

    @Test
    void theConfigurationFileReplacesASandboxAccountAndLaterSourcesWin() throws IOException {
        Path generated = Files.writeString(folder.resolve("sandbox.yml"), """
                cardport:
                  distributors.default-provider: a
                  providers:
                    a: {kind: k, one: 1, two: 2}
                    b: {kind: k}
                """);
        Path file = Files.writeString(
                folder.resolve("own.yml"),
                "cardport: {providers: {a: {kind: other, three: 3}}, polling.max-delay: 1s}");

        Settings settings = SettingsReading.read(
                        CommandLine.parse("--config", file.toString()),
                        Optional.of(generated),
                        Map.of("CARDPORT_POLLING_MAX_DELAY", "2s", "CARDPORT_URL", "http://client"),
                        Map.of("cardport.polling.max-delay", "3s"))
                .settings();

        assertThat(settings.providers())
                .containsExactly(
                        new Settings.ProviderBlock("a", "other", Map.of("three", 3)),
                        new Settings.ProviderBlock("b", "k", Map.of()));
        assertThat(settings.policy().defaultProvider()).hasValue("a");
        assertThat(settings.policy().polling().maxDelay()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CARDPORT_DELIVERIES_TIMOUT",
                "CARDPORT_DATASUORCE_URL",
                "CARDPORT_POLLING",
                "CARDPORT_",
                "CARDPORT_PORT",
                "CARDPORT_URLS",
                "CARDPORT_PROVIDERS_ONE_API_KEY"
            })
    void aVariableThatLooksLikeASettingAndIsNoneIsNamed(String name) {
        refused(() -> read("", Map.of(name, "9000"), Map.of()), "The environment variable " + name + " ");
    }

    @Test
    void whereAccountsStandIsSaid() {
        refused(
                () -> read("", Map.of("CARDPORT_PROVIDERS_ONE_KIND", "netpay"), Map.of()),
                "accounts at issuers stand in a configuration file");
    }

    @Test
    void otherVariablesAreNobodysBusiness() {
        Map<String, String> environment = new HashMap<>();
        for (String client : List.of(
                "URL",
                "API_KEY",
                "ACCESS_KEY",
                "ADMIN_TOKEN",
                "ADMIN_USER",
                "ADMIN_PASSWORD",
                "ADMIN_TOTP_SECRET",
                "JAVA_OPTIONS",
                "CACHES",
                "LOG_LEVEL",
                "COMMAND",
                "SERVICE_HOST",
                "SERVICE_PORT_HTTP",
                "PORT_8080_TCP_ADDR",
                "DB_SERVICE_PORT",
                "DB_PORT_5432_TCP",
                "PROVIDERS_ONE_API_KEY")) {
            environment.put("CARDPORT_" + client, "x");
        }
        environment.put("CARDPORT_PORT", "tcp://10.0.0.1:8080");
        environment.put("cardport_polling", "x");
        environment.put("PATH", "x");

        Settings settings = read(
                "cardport: {providers: {one: {kind: some, api-key: '${CARDPORT_PROVIDERS_ONE_API_KEY}'}}}",
                environment,
                Map.of());

        assertThat(settings.providers().getFirst().values()).isEqualTo(Map.of("api-key", "x"));
        assertThat(settings.policy()).isEqualTo(read("").policy());
    }

    @Test
    void everyVariableThatIsASettingCounts() {
        Settings settings = read(
                "",
                Map.of(
                        "CARDPORT_DELIVERIES_MAX_AGE", "1d",
                        "CARDPORT_PUBLIC_URL", "https://cards.example.com",
                        "CARDPORT_DISTRIBUTORS_DEFAULT_PROVIDER", "one"),
                Map.of());

        assertThat(settings.policy().deliveries().maxAge()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.policy().publicUrl()).contains(URI.create("https://cards.example.com"));
        assertThat(settings.policy().defaultProvider()).contains("one");
    }

    @Test
    void withoutTheSandboxTheKeyFileIsRequired() {
        refused(() -> read("", Map.of(), Map.of(), "--no-sandbox"), "cardport.encryption.key-file is missing");
    }
}
