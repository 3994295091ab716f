package io.cardport.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.boot.AddressRange;
import io.cardport.app.delivery.AddressRules.Verdict;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final AddressRules PUBLIC = AddressRules.publicOnly();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.170",
                "192.0.0.255",
                "192.0.2.1",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "192.175.48.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.255",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                // Nothing, loopback, mapped, compatible, translated.
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::8.8.8.8",
                "64:ff9b::8.8.8.8",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                // Discard only, Teredo, benchmarks, ORCHID, documentation, 6to4, segment routing.
                "100::1",
                "2001::1",
                "2001:0:7f00:1::",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2002::1",
                "2002:7f00:1::1",
                "2002:808:808::1",
                "2620:4f:8000::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "5f00::1",
                // Unique local (with a cloud's metadata), link-local, site-local, multicast, unassigned.
                "fc00::1",
                "fd00:ec2::254",
                "fdff:ffff::1",
                "fe80::1",
                "fe80::a9fe:a9fe",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                "4000::1",
                "1fff:ffff::1",
                "8000::1",
                // An IPv4 address as ISATAP carries it.
                "2a00:1450:4001:81b:0:5efe:10.0.0.1",
                "2a00:1450:4001:81b:200:5efe:a00:1"
            })
    void isForbidden(String literal) {
        assertThat(PUBLIC.judge(InetAddress.ofLiteral(literal))).isEqualTo(Verdict.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.3.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "2000::1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7:ffff::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e",
                "3ffe:ffff::1",
                "3fff:1000::1"
            })
    void isCallable(String literal) {
        assertThat(PUBLIC.judge(InetAddress.ofLiteral(literal))).isEqualTo(Verdict.CALLABLE);
    }

    @Test
    void theSandboxAllowsThisMachineAndNothingElse() {
        AddressRules sandbox = AddressRules.withLoopback();
        for (String own : List.of("127.0.0.1", "127.255.0.9", "::1")) {
            assertThat(sandbox.judge(InetAddress.ofLiteral(own))).as(own).isEqualTo(Verdict.CALLABLE);
        }
        for (String other : List.of("0.0.0.0", "::", "10.0.0.1", "169.254.169.254", "::2", "fe80::1")) {
            assertThat(sandbox.judge(InetAddress.ofLiteral(other))).as(other).isEqualTo(Verdict.FORBIDDEN);
        }
    }

    /** What the JDK knows as special is forbidden, and so is any IPv6 form that carries such an IPv4 address. */
    @Test
    void noFormOfASpecialAddressGetsThrough() throws UnknownHostException {
        Random random = new Random(20_261_120);
        int special = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] four = new byte[4];
            random.nextBytes(four);
            if (round % 2 == 0) {
                four[0] = new byte[] {10, 127, 0, (byte) 169, (byte) 172, (byte) 192, (byte) 224}[random.nextInt(7)];
                four[1] = new byte[] {0, 16, (byte) 254, (byte) 168, 31}[random.nextInt(5)];
            }
            InetAddress address = InetAddress.getByAddress(four);
            if (isSpecial(address)) {
                special++;
                assertThat(PUBLIC.judge(address)).as(address.toString()).isEqualTo(Verdict.FORBIDDEN);
            }
            for (byte[] prefix : CARRIERS) {
                InetAddress carrier = carried(prefix, four);
                assertThat(PUBLIC.judge(carrier)).as(carrier.toString()).isEqualTo(Verdict.FORBIDDEN);
            }
            byte[] six = new byte[16];
            random.nextBytes(six);
            InetAddress any = InetAddress.getByAddress(six);
            if (isSpecial(any) || (six[0] & 0xe0) != 0x20) {
                assertThat(PUBLIC.judge(any)).as(any.toString()).isEqualTo(Verdict.FORBIDDEN);
            }
        }
        assertThat(special).isGreaterThan(2_000);
    }

    private static final List<byte[]> CARRIERS = List.of(
            new byte[12],
            new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff},
            new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {0x20, 0x01, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8},
            new byte[] {0x2a, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0x5e, (byte) 0xfe},
            new byte[] {0x20, 0x02});

    private static InetAddress carried(byte[] prefix, byte[] four) throws UnknownHostException {
        byte[] six = Arrays.copyOf(prefix, 16);
        System.arraycopy(four, 0, six, prefix.length, 4);
        // This factory keeps a mapped address an IPv6 one.
        return Inet6Address.getByAddress("", six, -1);
    }

    private static boolean isSpecial(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress();
    }

    @Test
    void rangesThatShareABoundaryDoNotBleed() {
        AddressRules one =
                new AddressRules(List.of(AddressRange.parse("127.0.0.1/32").orElseThrow()));
        assertThat(one.judge(InetAddress.ofLiteral("127.0.0.1"))).isEqualTo(Verdict.CALLABLE);
        assertThat(one.judge(InetAddress.ofLiteral("127.0.0.2"))).isEqualTo(Verdict.FORBIDDEN);
        assertThat(one.judge(InetAddress.ofLiteral("127.0.0.0"))).isEqualTo(Verdict.FORBIDDEN);
    }
}
