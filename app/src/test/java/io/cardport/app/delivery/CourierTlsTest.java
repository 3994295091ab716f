package io.cardport.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.Reception.Cause;
import io.cardport.domain.delivery.Reception.Taken;
import io.cardport.domain.delivery.Reception.Unreached;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates count: issued by somebody known, for this name, now. */
@Timeout(120)
class CourierTlsTest extends CourierScenario {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        keytool("root", "-ext", "bc:c");
        keytool("right", "-signer", "root", "-ext", "san=dns:hooks.example");
        keytool("other", "-signer", "root", "-ext", "san=dns:other.example");
        keytool("expired", "-signer", "root", "-ext", "san=dns:hooks.example", "-startdate", "-3d");
        keytool("stranger", "-ext", "san=dns:hooks.example");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("root", made().getCertificate("root"));
        try (var out = Files.newOutputStream(folder.resolve("trusted"))) {
            trusted.store(out, PASSWORD);
        }
        System.setProperty("javax.net.ssl.trustStore", folder.resolve("trusted").toString());
        System.setProperty("javax.net.ssl.trustStorePassword", String.valueOf(PASSWORD));
    }

    @AfterAll
    static void trustAsUsual() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    private static void keytool(String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(PASSWORD),
                "-keystore",
                folder.resolve("made").toString()));
        command.addAll(List.of(more));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static KeyStore made() throws Exception {
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("made"))) {
            made.load(in, PASSWORD);
        }
        return made;
    }

    private static Receiver receiver(String alias, Receiver.Conduct conduct) throws Exception {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, PASSWORD);
        one.setKeyEntry(alias, made().getKey(alias, PASSWORD), PASSWORD, made().getCertificateChain(alias));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new Receiver(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")),
                conduct);
    }

    private Reception deliver(Receiver receiver) {
        names.put("hooks.example", at("127.0.0.1"));
        return deliver(URI.create("https://hooks.example:" + receiver.port() + "/"), AMPLE);
    }

    @Test
    void aGoodOneIsTrustedAndItsConnectionKept() throws Exception {
        try (Receiver receiver = receiver("right", Receiver.answerAll(Receiver.status(200)))) {
            assertThat(deliver(receiver)).isEqualTo(new Taken(200));
            assertThat(deliver(receiver)).isEqualTo(new Taken(200));
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests().getFirst()).contains("hooks.example:" + receiver.port());
        }
    }

    @Test
    void badOnesGetNothing() throws Exception {
        for (String bad : List.of("stranger", "other", "expired")) {
            try (Receiver receiver = receiver(bad, Receiver.answerAll(Receiver.status(200)))) {
                assertThat(deliver(receiver)).as(bad).isEqualTo(new Unreached(Cause.TLS));
                assertThat(receiver.requests()).as(bad).isEmpty();
            }
        }
    }

    @Test
    void aHandshakeThatHangsEndsAtTheTimeout() throws Exception {
        names.put("hooks.example", at("127.0.0.1"));
        try (Receiver receiver = new Receiver(Receiver.Talk::drain)) {
            assertThat(deliver(URI.create("https://hooks.example:" + receiver.port() + "/"), SHORT))
                    .isEqualTo(new Unreached(Cause.TIMEOUT));
        }
    }

    @Test
    void whatSpeaksNoTlsIsTold() throws Exception {
        try (Receiver receiver = new Receiver(talk -> {
            talk.readByte();
            talk.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            talk.drain();
        })) {
            assertThat(deliver(receiver)).isEqualTo(new Unreached(Cause.TLS));
        }
    }

    @Test
    void bytesWithoutEndAreCutOffUnderTlsToo() throws Exception {
        try (Receiver receiver = receiver("right", talk -> {
            talk.readRequest();
            talk.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            talk.writeForEver("a".repeat(8000));
        })) {
            assertThat(deliver(receiver)).isEqualTo(new Unreached(Cause.TOO_LARGE));
            assertThat(receiver.written()).isLessThan(50_000_000);
        }
    }
}
