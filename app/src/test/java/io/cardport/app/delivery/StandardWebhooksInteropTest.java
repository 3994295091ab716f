package io.cardport.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.cardport.app.boot.TestGateway;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.Courier.Parcel;
import io.cardport.domain.delivery.Reception.Taken;
import io.cardport.domain.id.EventId;
import io.cardport.domain.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Deliveries of the running gateway are genuine to Standard Webhooks' own library, the npm package standardwebhooks, and
 * their v1a signatures to Node with the published keys; skipped where those cannot be had.
 */
@Timeout(240)
class StandardWebhooksInteropTest {
    private static final Path SOURCE = Path.of("src", "test", "interop");
    private static final Path HOME = Path.of("target", "webhooks-interop");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLDER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(HOME);
        for (String name : List.of("package.json", "package-lock.json", "receiver.js")) {
            Files.write(HOME.resolve(name), Files.readAllBytes(SOURCE.resolve(name)));
        }
        try {
            Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("npm.log").toFile())
                    .start();
            if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                abort("npm could not install standardwebhooks; target/webhooks-interop/npm.log tells why");
            }
        } catch (IOException notThere) {
            abort("Node and npm are not on the PATH: " + notThere.getMessage());
        }
    }

    @Test
    void theDocumentShowsWhatRunsHere() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "api.md"));
        int from = document.indexOf("```js\n") + 6;

        assertThat(Files.readString(SOURCE.resolve("receiver.js")))
                .contains(document.substring(from, document.indexOf("```", from)));
    }

    @Test
    void deliveriesAreGenuineToTheReferenceLibrary() throws Exception {
        try (TestGateway gateway = TestGateway.start()) {
            for (String known : List.of(SECRET, OLDER)) {
                Process node = new ProcessBuilder(
                                "node", "receiver.js", known, gateway.url() + "/.well-known/jwks.json")
                        .directory(HOME.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
                    Parcel parcel = new Parcel(
                            new EventId("evt_01jd0000000000000000000000"),
                            URI.create("http://127.0.0.1:" + lines.readLine() + "/hooks"),
                            "{\"type\":\"card.issued\",\"name\":\"Ärger & Söhne\"}".getBytes(StandardCharsets.UTF_8),
                            List.of(Secret.of(SECRET), Secret.of(OLDER)),
                            Duration.ofSeconds(30));

                    assertThat(gateway.context().getBean(Courier.class).deliver(parcel))
                            .isEqualTo(new Taken(204));
                    assertThat(lines.readLine())
                            .isEqualTo("{\"v1\":\"genuine\",\"v1a\":\"genuine\",\"v1Spoiled\":\"refused\","
                                    + "\"v1aSpoiled\":\"refused\"}");
                } finally {
                    node.destroy();
                }
            }
        }
    }
}
