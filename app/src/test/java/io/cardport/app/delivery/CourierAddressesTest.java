package io.cardport.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.delivery.Reception.Cause;
import io.cardport.domain.delivery.Reception.Taken;
import io.cardport.domain.delivery.Reception.Unreached;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an event may go is decided about the address that the connection uses. */
@Timeout(60)
class CourierAddressesTest extends CourierScenario {
    private static final Unreached FORBIDDEN = new Unreached(Cause.FORBIDDEN_ADDRESS);

    private static URI https(String host, Receiver receiver) {
        return URI.create("https://" + host + ":" + receiver.port() + "/");
    }

    @Test
    void aNameForAPrivateAddressIsRefused() throws Exception {
        try (Receiver own = Receiver.answering(Receiver.status(200))) {
            HttpCourier courier = courier(
                    AddressRules.publicOnly(),
                    host -> names.getOrDefault(host, Names.system()).addresses(host));
            try (courier) {
                for (String address :
                        new String[] {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00:ec2::254"}) {
                    names.put("hooks.example", at(address));
                    assertThat(deliver(courier, https("hooks.example", own), AMPLE))
                            .as(address)
                            .isEqualTo(FORBIDDEN);
                }
                names.put("mixed.example", at("8.8.8.8", "127.0.0.1"));
                assertThat(deliver(courier, https("mixed.example", own), AMPLE)).isEqualTo(FORBIDDEN);
            }
            assertThat(own.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "017700000001",
                "127.1",
                "127.0.1",
                "0",
                "0.0.0.0",
                "[::]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fe80::1%25lo]",
                "169.254.169.254",
                "[fd00:ec2::254]",
                "127.0.0.1."
            })
    void noFormOfThisMachinesAddressIsCalled(String host) throws Exception {
        try (Receiver own = Receiver.answering(Receiver.status(200));
                HttpCourier courier = courier(AddressRules.publicOnly(), Names.system())) {
            assertThat(deliver(courier, https(host, own), AMPLE))
                    .isIn(FORBIDDEN, new Unreached(Cause.UNKNOWN_HOST), new Unreached(Cause.TIMEOUT));
            assertThat(own.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example/", "http://8.8.8.8/", "http://127.0.0.2/", "http://[::1]/", "ftp://127.0.0.1/",
                "file:///etc/hosts", "https:///nowhere", "mailto:a@b.example", "//127.0.0.1/", "https://u:p@127.0.0.1/",
                "gopher://127.0.0.1/"
            })
    void onlyHttpsGoesOutAndNobodyIsAskedForTheRest(String url) {
        AtomicInteger asked = new AtomicInteger();
        names.put("hooks.example", host -> {
            asked.incrementAndGet();
            return at("127.0.0.1").addresses(host);
        });
        assertThat(deliver(URI.create(url), AMPLE)).isEqualTo(FORBIDDEN);
        assertThat(asked).hasValue(0);
    }

    /** Two machines share the port; the name turns from the allowed one to the forbidden one after its first look-up. */
    @Test
    void aNameThatTurnsAfterTheCheckReachesTheCheckedAddressOnly() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                ServerSocket second = new ServerSocket(first.getLocalPort(), 50, InetAddress.getByName("127.0.0.2"));
                // Both answer to TLS with plain text, which is enough to see who was called.
                Receiver allowed = new Receiver(first, CourierAddressesTest::inPlainText);
                Receiver forbidden = new Receiver(second, CourierAddressesTest::inPlainText)) {
            AtomicInteger looked = new AtomicInteger();
            names.put(
                    "turning.example",
                    host -> at(looked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2")
                            .addresses(host));

            assertThat(deliver(https("turning.example", allowed), AMPLE)).isEqualTo(new Unreached(Cause.TLS));
            assertThat(looked).as("one look-up for one connection").hasValue(1);
            assertThat(allowed.connections()).isEqualTo(1);

            assertThat(deliver(https("turning.example", allowed), AMPLE)).isEqualTo(FORBIDDEN);
            assertThat(allowed.connections()).isEqualTo(1);
            assertThat(forbidden.connections()).isZero();
        }
    }

    private static void inPlainText(Receiver.Talk talk) throws Exception {
        talk.readByte();
        talk.write(Receiver.status(200));
        talk.drain();
    }

    @Test
    void anUnknownNameIsTold() {
        names.put("nowhere.example", host -> {
            throw new UnknownHostException(host);
        });
        assertThat(deliver(URI.create("https://nowhere.example/"), AMPLE)).isEqualTo(new Unreached(Cause.UNKNOWN_HOST));
    }

    @Test
    void aNameServerThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        names.put("slow.example", host -> {
            hanging.incrementAndGet();
            try {
                over.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return at("127.0.0.1").addresses(host);
        });
        try (Receiver healthy = Receiver.answering(Receiver.status(200));
                var waiting = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var late = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (int at = 0; at < 50; at++) {
                late.add(waiting.submit(() -> assertThat(deliver(URI.create("https://slow.example/"), AMPLE))
                        .isEqualTo(new Unreached(Cause.TIMEOUT))));
            }
            for (int at = 0; at < 20; at++) {
                assertThat(deliver(plain(healthy), Duration.ofSeconds(10))).isEqualTo(new Taken(200));
            }
            for (var each : late) {
                each.get();
            }
            assertThat(hanging).as("threads that a name holds").hasValueLessThanOrEqualTo(1);
        } finally {
            over.countDown();
        }
    }

    @Test
    void noProxyIsAsked() throws Exception {
        try (Receiver proxy = Receiver.answering(Receiver.status(200));
                Receiver receiver = Receiver.answering(Receiver.status(201))) {
            for (String name : new String[] {"http", "https", "socks"}) {
                System.setProperty(name + (name.equals("socks") ? "ProxyHost" : ".proxyHost"), "127.0.0.1");
                System.setProperty(
                        name + (name.equals("socks") ? "ProxyPort" : ".proxyPort"), String.valueOf(proxy.port()));
            }
            System.setProperty("http.nonProxyHosts", "");
            try {
                assertThat(deliver(plain(receiver), AMPLE)).isEqualTo(new Taken(201));
                names.put("hooks.example", at("127.0.0.1"));
                deliver(https("hooks.example", receiver), SHORT);
                assertThat(proxy.connections()).isZero();
            } finally {
                for (String name : new String[] {
                    "http.proxyHost",
                    "http.proxyPort",
                    "https.proxyHost",
                    "https.proxyPort",
                    "socksProxyHost",
                    "socksProxyPort",
                    "http.nonProxyHosts"
                }) {
                    System.clearProperty(name);
                }
            }
        }
    }
}
