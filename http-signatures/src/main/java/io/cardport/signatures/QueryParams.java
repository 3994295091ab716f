package io.cardport.signatures;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Query parameters as RFC 9421 section 2.2.8 encodes them: decoded as a form is, then percent-encoded anew. */
final class QueryParams {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private QueryParams() {}

    /** The encoded values of every parameter whose encoded name is the one given; query with its question mark. */
    static List<String> values(String query, String encodedName) {
        List<String> found = new ArrayList<>(1);
        int at = query.isEmpty() ? 0 : 1;
        while (at < query.length()) {
            int next = query.indexOf('&', at);
            int end = next < 0 ? query.length() : next;
            if (end > at) {
                int equals = query.indexOf('=', at);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                if (encoded(query.substring(at, nameEnd)).equals(encodedName)) {
                    found.add(nameEnd == end ? "" : encoded(query.substring(nameEnd + 1, end)));
                }
            }
            at = end + 1;
        }
        return found;
    }

    private static String encoded(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        // Through characters and back, so that bytes which are no UTF-8 come out as a form's parser makes them.
        String decoded = new String(decoded(raw), StandardCharsets.UTF_8);
        for (byte one : decoded.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one >= '0' && one <= '9';
            if (letter || "*-._".indexOf(one) >= 0) {
                text.append((char) one);
            } else {
                HEX.toHexDigits(text.append('%'), one);
            }
        }
        return text.toString();
    }

    private static byte[] decoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char one = raw.charAt(at);
            if (one == '+') {
                bytes.write(' ');
            } else if (one == '%' && at + 2 < raw.length() && isHex(raw.charAt(at + 1)) && isHex(raw.charAt(at + 2))) {
                bytes.write(HexFormat.fromHexDigits(raw, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(one);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isHex(char one) {
        return HexFormat.isHexDigit(one);
    }
}
