package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.Cardport;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's whole life in a process of its own, without the simulated issuers. */
class LaunchTest {
    @TempDir
    Path folder;

    private List<String> flags = List.of();

    @BeforeEach
    void keys() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        flags = List.of("-Dcardport.encryption.key-file=" + keys);
    }

    private Child up(String... more) throws IOException {
        String[] args = new String[more.length + 3];
        args[0] = "--no-sandbox";
        args[1] = "--data";
        args[2] = folder.resolve("data").toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Child.run(Cardport.class, flags, args);
    }

    private static String readiness(Child child) throws IOException {
        String line = child.lineWith("Readiness");
        return line.substring(line.indexOf("http"));
    }

    private static int status(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("data/pg/postmaster.pid"))
                        .getFirst()))
                .orElseThrow();
    }

    @Test
    void startsStartsAgainAfterAKillAndEndsCleanly() throws Exception {
        ProcessHandle left;
        try (Child first = up("--port", "0")) {
            assertThat(status(readiness(first))).isEqualTo(200);
            try (Child second = up("--port", "0")) {
                assertThat(second.exitCode()).isEqualTo(2);
                assertThat(second.rest())
                        .contains("in use by another running Cardport")
                        .doesNotContain("\tat ");
            }
            left = postmaster();
            first.kill();
        }
        assertThat(left.isAlive()).isTrue();

        try (Child again = up("--port", "0")) {
            assertThat(status(readiness(again))).isEqualTo(200);
            assertThat(postmaster().pid()).isEqualTo(left.pid());
            again.terminate();
            assertThat(again.exitCode()).isZero();
        }
        left.onExit().get(120, TimeUnit.SECONDS);
    }

    @Test
    void aDatabaseThatDiesMakesItUnreadyUntilItIsBack() throws Exception {
        try (Child child = up("--port", "0")) {
            String readiness = readiness(child);
            postmaster().destroyForcibly();
            child.lineWith("runs again");
            long end = System.nanoTime() + 120_000_000_000L;
            while (status(readiness) != 200) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(100);
            }
            child.terminate();
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void whatIsWrongIsSaidInOneSentence() throws Exception {
        assertRefused("The option --prot is unknown; see ./cardport help.", "--prot=1");
        Path config = Files.writeString(folder.resolve("c.yml"), "cardport.sandbx.enabled: false\n");
        assertRefused("The setting cardport.sandbx.enabled is unknown.", "--config", config.toString());
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused("The address 127.0.0.1:" + port + " can't be listened on", "--port", port);
        }
        Path outside = Files.writeString(
                folder.resolve("o.yml"), "cardport.datasource.url: jdbc:postgresql://127.0.0.1:1/x\n");
        assertRefused(
                "The setting cardport.datasource.url names a database that can't be used now",
                "--config",
                outside.toString());
    }

    private void assertRefused(String sentence, String... more) throws Exception {
        try (Child child = up(more)) {
            assertThat(child.rest()).contains("cardport: " + sentence).doesNotContain("\tat ");
            assertThat(child.exitCode()).isEqualTo(2);
        }
    }
}
