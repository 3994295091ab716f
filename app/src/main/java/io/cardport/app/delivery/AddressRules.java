package io.cardport.app.delivery;

import io.cardport.app.boot.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses events may be sent to (soundness 27): of IPv4 all but what IANA's registry of special addresses keeps
 * back, of IPv6 only global unicast (2000::/3) without what lies inside it for documentation, translation and tunnels.
 * Whatever is not known to be public is refused, so that a block which somebody invents later is refused too.
 */
public final class AddressRules {
    private static final List<AddressRange> KEPT_BACK_4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    private static final List<AddressRange> GLOBAL_6 = ranges("2000::/3");
    /** Teredo, ORCHID and benchmarks (all of 2001::/23), documentation, 6to4. */
    private static final List<AddressRange> KEPT_BACK_6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static final List<AddressRange> LOOPBACK = ranges("127.0.0.0/8", "::1/128");

    private final List<AddressRange> except;

    /**
     * Public addresses and some more.
     *
     * @param except what is allowed besides
     */
    AddressRules(List<AddressRange> except) {
        this.except = List.copyOf(except);
    }

    /**
     * What holds everywhere but in the sandbox.
     *
     * @return public addresses only
     */
    public static AddressRules publicOnly() {
        return new AddressRules(List.of());
    }

    /**
     * What holds in the sandbox, whose receivers run on the same machine.
     *
     * @return public addresses and this machine's own
     */
    public static AddressRules withLoopback() {
        return new AddressRules(LOOPBACK);
    }

    /**
     * Decides about one address, as the connection would use it.
     *
     * @param address an address
     * @return what it is
     */
    public Verdict judge(InetAddress address) {
        if (within(except, address)) {
            return Verdict.CALLABLE;
        }
        return isPublic(address) ? Verdict.CALLABLE : Verdict.FORBIDDEN;
    }

    /** Whether an address may be called. */
    public enum Verdict {
        /** Events may go there. */
        CALLABLE,
        /** Nothing may be sent there. */
        FORBIDDEN
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return !within(KEPT_BACK_4, address);
        }
        return within(GLOBAL_6, address) && !within(KEPT_BACK_6, address) && !isIsatap(address.getAddress());
    }

    /** RFC 5214 section 6.1: an interface id that carries an IPv4 address, under any prefix. */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & 0xfc) == 0 && address[9] == 0 && address[10] == 0x5e && (address[11] & 0xff) == 0xfe;
    }

    private static boolean within(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.covers(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Arrays.stream(texts)
                .map(text -> AddressRange.parse(text).orElseThrow())
                .toList();
    }
}
