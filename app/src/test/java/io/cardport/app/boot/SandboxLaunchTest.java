package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.app.Cardport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated issuers' process through a kill of the gateway and its clean end. */
class SandboxLaunchTest {
    @TempDir
    Path folder;

    private Child up() throws IOException {
        return up(0);
    }

    private Child up(int port) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Child.run(
                Cardport.class,
                List.of("-Dio.cardport.simulators.jar=" + classes),
                "--port",
                Integer.toString(port),
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
    void whoeverWaitsForReadinessFindsTheAddressOfThisStart() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;
        try (Child gateway = up(port);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest readiness = HttpRequest.newBuilder(URI.create(url + "/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            await(client, readiness);

            assertThat(Files.readAllLines(folder.resolve("credentials.env")).getFirst())
                    .isEqualTo("CARDPORT_URL=" + url);
            gateway.lineWith("A first call");
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        }
    }

    private static void await(HttpClient client, HttpRequest request) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (System.nanoTime() < end) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(5);
            }
        }
        throw new AssertionError("it does not become ready");
    }

    @Test
    void theGeneratedAccountsCanBeReadBackAndArePrivate() throws IOException {
        JsonNode issuers = new ObjectMapper().readTree("""
                {"uqpay": {"clientId": "c", "apiKey": "k: \\"x\\"", "webhookSecret": "w", "baseUrl": "http://127.0.0.1:1/u"},
                 "netpay": {"apiKey": "a", "accessKey": "b", "baseUrl": "http://127.0.0.1:1/n",
                            "products": [{"id": "111031", "currency": "USD"}]}}
                """);

        Path file = SandboxFile.write(folder, folder.resolve("encryption.keys"), issuers, Set.of("uqpay", "netpay"));

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

    @Test
    void allFiveIssuersAreConfiguredWhereTheirAdaptersAreInstalled() throws IOException {
        JsonNode issuers = new ObjectMapper().readTree("""
                {"uqpay": {"clientId": "c", "apiKey": "k", "webhookSecret": "w", "baseUrl": "http://127.0.0.1:1/u"},
                 "netpay": {"apiKey": "a", "accessKey": "b", "baseUrl": "http://127.0.0.1:1/n", "products": []},
                 "artha": {"apiKey": "aa", "apiSecret": "as", "webhookSecret": "aw", "baseUrl": "http://127.0.0.1:1/artha/ext"},
                 "bananatech": {"merchantId": "m", "secret": "0123456789abcdef", "baseUrl": "http://127.0.0.1:1/b"},
                 "offblocks": {"apiKey": "oa", "apiSecret": "os", "keyId": "ok", "privateKeyPem": "-----BEGIN",
                               "baseUrl": "http://127.0.0.1:1/offblocks/v1"}}
                """);
        Set<String> kinds = Set.of("uqpay", "netpay", "artha", "bananatech", "http-signature");

        Path file = SandboxFile.write(folder, folder.resolve("encryption.keys"), issuers, kinds);

        List<Settings.ProviderBlock> accounts = SettingsReading.read(
                        CommandLine.parse("--no-sandbox", "--config", file.toString()),
                        Optional.empty(),
                        Map.of(),
                        Map.of())
                .settings()
                .providers();
        assertThat(accounts)
                .extracting(Settings.ProviderBlock::name)
                .containsExactlyInAnyOrder("uqpay-sim", "netpay-sim", "artha-sim", "bananatech-sim", "offblocks-sim");
        assertThat(named("artha-sim", accounts).values()).containsEntry("api-secret", "as");
        assertThat(named("bananatech-sim", accounts).values()).containsEntry("merchant-id", "m");
        Settings.ProviderBlock offblocks = named("offblocks-sim", accounts);
        assertThat(offblocks.kind()).isEqualTo("http-signature");
        Path key = folder.resolve("offblocks-sim.pem");
        assertThat(offblocks.values())
                .containsEntry("key-id", "ok")
                .containsEntry("private-key-file", key.toString())
                .containsEntry("webhook-key-url", "http://127.0.0.1:1/offblocks/v1/webhooks/key")
                .hasEntrySatisfying(
                        "products",
                        products -> assertThat(products)
                                .asInstanceOf(InstanceOfAssertFactories.LIST)
                                .contains(Map.of(
                                        "id", "usd-virtual",
                                        "currency", "USD",
                                        "name", "Virtual card in USD",
                                        "types", "virtual")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(key)).startsWith("-----BEGIN");
        assertThat(SandboxAccount.find("offblocks-sim").map(SandboxAccount::issuer))
                .hasValue("offblocks");
        assertThat(SandboxAccount.find("my-own")).isEmpty();
    }

    private static Settings.ProviderBlock named(String name, List<Settings.ProviderBlock> accounts) {
        return accounts.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
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
