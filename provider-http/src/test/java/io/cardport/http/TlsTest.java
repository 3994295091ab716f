package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.ExchangeSettings.Limits;
import io.cardport.http.WireResult.NoAnswer;
import io.cardport.http.WireResult.NotSent;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest extends WireScenario {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        makeCertificate("right", "ip:127.0.0.1");
        makeCertificate("wrong", "dns:other.example");
    }

    private static void makeCertificate(String name, String subject) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + subject,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        folder.resolve(name).toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @AfterEach
    void trustAsUsual() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    private static void trust(String name) {
        System.setProperty("javax.net.ssl.trustStore", folder.resolve(name).toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    private static RawServer tlsServer(String name, RawServer.Scenario scenario) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new RawServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")),
                scenario);
    }

    private WireResult send(RawServer server) {
        var limits = Limits.DEFAULT.connectTimeout(Duration.ofSeconds(2));
        var url = URI.create("https://127.0.0.1:" + server.port());
        try (var exchange = new HttpExchange(settings(url).with(limits))) {
            return exchange.send(COMMAND, Seal.none());
        }
    }

    private static void answerOnce(RawServer.Conversation talk) throws Exception {
        talk.readRequest();
        talk.write(answer(200, "{}"));
        talk.drain();
    }

    @Test
    void answersOverTls() throws Exception {
        trust("right");
        try (var server = tlsServer("right", TlsTest::answerOnce)) {
            assertThat(answered(send(server)).status()).isEqualTo(200);
        }
    }

    @Test
    void anUntrustedCertificateIsNotSent() throws Exception {
        try (var server = tlsServer("right", TlsTest::answerOnce)) {
            assertThat(send(server)).isEqualTo(new NotSent(NotSentCause.TLS));
            assertThat(server.received()).isZero();
        }
    }

    @Test
    void aCertificateForAnotherNameIsNotSent() throws Exception {
        trust("wrong");
        try (var server = tlsServer("wrong", TlsTest::answerOnce)) {
            assertThat(send(server)).isEqualTo(new NotSent(NotSentCause.TLS));
            assertThat(server.received()).isZero();
        }
    }

    @Test
    void aServerThatRefusesTlsIsNotSent() throws Exception {
        try (var plain = new RawServer(talk -> {
            talk.readByte();
            talk.write("HTTP/1.1 400 X\r\nContent-Length: 0\r\n\r\n");
            talk.drain();
        })) {
            assertThat(send(plain)).isEqualTo(new NotSent(NotSentCause.TLS));
        }
        for (boolean reset : new boolean[] {false, true}) {
            try (var closing = new RawServer(talk -> {
                talk.readByte();
                if (reset) {
                    talk.reset();
                }
            })) {
                assertThat(send(closing)).isInstanceOf(NotSent.class);
            }
        }
    }

    @Test
    void aHandshakeThatStallsIsNotSent() throws Exception {
        try (var stalling = new RawServer(RawServer.Conversation::drain)) {
            assertThat(send(stalling)).isEqualTo(new NotSent(NotSentCause.TLS));
        }
    }

    @Test
    void aResetAfterTheRequestIsNoAnswer() throws Exception {
        trust("right");
        try (var server = tlsServer("right", talk -> {
            talk.readRequest();
            talk.reset();
        })) {
            assertThat(send(server)).isInstanceOf(NoAnswer.class);
        }
    }
}
