package io.cardport.app.boot;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address, or a block of addresses such as {@code 10.0.0.0/8}.
 *
 * @param first an address of the block
 * @param bits how many leading bits all of its addresses share
 */
public record AddressRange(InetAddress first, int bits) {
    /**
     * Reads one. Names are not looked up.
     *
     * @param text such as {@code 192.0.2.1} or {@code 2001:db8::/32}
     * @return the block, empty for what is none
     */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int most = address.getAddress().length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > most ? Optional.empty() : Optional.of(new AddressRange(address, bits));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Whether an address lies in the block.
     *
     * @param address an address, none where a connection has none
     * @return true when it does
     */
    public boolean covers(@Nullable InetAddress address) {
        if (address == null) {
            return false;
        }
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((mine[bit / 8] ^ other[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
