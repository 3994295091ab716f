package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.app.Cardport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated issuers' process through a kill of the gateway and its clean end. */
class SandboxLaunchTest {
    @TempDir
    Path folder;

    private Child up() throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Child.run(
                Cardport.class,
                List.of("-Dio.cardport.simulators.jar=" + classes),
                "--port",
                "0",
                "--data",
                folder.toString());
    }

    private ProcessHandle simulators() throws IOException {
        return ProcessHandle.of(described().path("pid").asLong()).orElseThrow();
    }

    private JsonNode described() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("simulators/simulators.json").toFile());
    }

    @Test
    void theyOutliveAKillAreTakenOverAndEndWithACleanEnd() throws Exception {
        ProcessHandle left;
        List<String> credentials;
        try (Child first = up()) {
            first.lineWith("A first call");
            left = simulators();
            credentials = Files.readAllLines(folder.resolve("credentials.env"));
            first.kill();
        }
        assertThat(left.isAlive()).isTrue();
        int port = described().path("port").asInt();

        try (Child again = up()) {
            String url = again.lineWith("API").replaceAll(".*(http://[^/]+)/v1", "$1");
            again.lineWith("A first call");
            assertThat(simulators().pid()).isEqualTo(left.pid());
            List<String> now = Files.readAllLines(folder.resolve("credentials.env"));
            assertThat(now.getFirst()).isEqualTo("CARDPORT_URL=" + url);
            assertThat(now.subList(1, 7)).isEqualTo(credentials.subList(1, 7));
            assertThat(webhookAddress()).isEqualTo(url + "/webhooks/uqpay-sim");
            again.terminate();
            assertThat(again.exitCode()).isZero();
        }
        left.onExit().get(120, TimeUnit.SECONDS);

        try (Child third = up()) {
            third.lineWith("A first call");
            assertThat(described().path("port").asInt()).isEqualTo(port);
            third.terminate();
            third.exitCode();
        }
    }

    @Test
    void theGeneratedAccountsCanBeReadBackAndArePrivate() throws IOException {
        JsonNode issuers = new ObjectMapper().readTree("""
                {"uqpay": {"clientId": "c", "apiKey": "k: \\"x\\"", "webhookSecret": "w", "baseUrl": "http://127.0.0.1:1/u"},
                 "netpay": {"apiKey": "a", "accessKey": "b", "baseUrl": "http://127.0.0.1:1/n",
                            "products": [{"id": "111031", "currency": "USD"}]}}
                """);

        Path file = SandboxFile.write(folder, folder.resolve("encryption.keys"), issuers);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Settings settings = SettingsReading.read(
                        CommandLine.parse("--no-sandbox", "--config", file.toString()),
                        Optional.empty(),
                        Map.of(),
                        Map.of())
                .settings();
        assertThat(settings.policy().defaultProvider()).hasValue("uqpay-sim");
        assertThat(settings.encryptionKeyFile()).isEqualTo(folder.resolve("encryption.keys"));
        Map<String, Object> common = Map.of(
                "allow-loopback",
                true,
                "quiet-period",
                "10s",
                "polling",
                Map.of("initial-delay", "1s", "max-delay", "5s"));
        assertThat(settings.providers()).hasSize(2);
        assertThat(settings.providers().getFirst().kind()).isEqualTo("uqpay");
        assertThat(settings.providers().getFirst().values())
                .containsAllEntriesOf(common)
                .containsEntry("base-url", "http://127.0.0.1:1/u")
                .containsEntry("client-id", "c")
                .containsEntry("api-key", "k: \"x\"")
                .containsEntry("webhook-secret", "w")
                .containsEntry("reveal", "secure");
        assertThat(settings.providers().getLast().values())
                .containsAllEntriesOf(common)
                .containsEntry("access-key", "b")
                .containsEntry("products", List.of(Map.of("id", "111031", "currency", "USD", "name", "Prepaid USD")));
    }

    /** The simulators keep their state as JSON lines; the address stands in its webhooks table. */
    private String webhookAddress() throws IOException {
        return Files.readAllLines(folder.resolve("simulators/issuers/uqpay.jsonl")).stream()
                .filter(line -> line.contains("/webhooks/uqpay-sim"))
                .reduce((earlier, later) -> later)
                .map(line -> line.replaceAll(".*(http://[^\"]+/webhooks/uqpay-sim).*", "$1"))
                .orElse("");
    }
}
