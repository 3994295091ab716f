package io.cardport.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP/1.1 message as it stood on the wire (RFC 9112).
 *
 * @param startLine the request line or status line
 * @param headers fields in order
 * @param body the body with its transfer coding taken off
 */
public record HttpText(String startLine, List<Map.Entry<String, String>> headers, byte[] body) {
    private static final int LONGEST_HEAD = 64 * 1024;

    /** Copies the headers. */
    public HttpText {
        headers = List.copyOf(headers);
    }

    /**
     * The values of a header.
     *
     * @param name in any case
     * @return in order
     */
    public List<String> header(String name) {
        return headers.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * The body as text.
     *
     * @return read as UTF-8
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Shows the start line only. */
    @Override
    public String toString() {
        return startLine;
    }

    /** The message for a connection that ends after it: same fields, the body with its length. */
    byte[] closing() {
        var head = new StringBuilder(startLine).append("\r\n");
        for (Map.Entry<String, String> field : headers) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals("connection") && !name.equals("transfer-encoding") && !name.equals("content-length")) {
                head.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append("\r\n");
            }
        }
        head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    static HttpText read(InputStream from) throws IOException {
        String head = head(from);
        List<String> lines = head.lines().toList();
        var headers = new ArrayList<Map.Entry<String, String>>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        var message = new HttpText(lines.getFirst(), headers, new byte[0]);
        return new HttpText(lines.getFirst(), headers, message.bodyFrom(from));
    }

    private byte[] bodyFrom(InputStream from) throws IOException {
        if (header("transfer-encoding").stream().anyMatch(coding -> coding.equalsIgnoreCase("chunked"))) {
            return chunks(from);
        }
        List<String> lengths = header("content-length");
        int length = lengths.isEmpty() ? 0 : Integer.parseInt(lengths.getFirst());
        byte[] body = from.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the message was cut");
        }
        return body;
    }

    private static byte[] chunks(InputStream from) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(from).split(";", -1)[0].strip(), 16);
            body.write(from.readNBytes(length));
            line(from);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String head(InputStream from) throws IOException {
        var head = new StringBuilder();
        String line = line(from);
        while (!line.isEmpty()) {
            head.append(line).append('\n');
            if (head.length() > LONGEST_HEAD) {
                throw new IOException("a head without an end");
            }
            line = line(from);
        }
        if (head.isEmpty()) {
            throw new EOFException("no message");
        }
        return head.toString();
    }

    private static String line(InputStream from) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = from.read(); octet != '\n'; octet = from.read()) {
            if (octet < 0) {
                throw new EOFException("the message was cut");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
