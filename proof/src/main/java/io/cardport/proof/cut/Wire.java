package io.cardport.proof.cut;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * An HTTP/1.1 message as the bytes that it came in.
 *
 * @param bytes all of them
 * @param status where the first line ends
 * @param head where the empty line behind the headers ends
 */
record Wire(byte[] bytes, int status, int head) {
    private static final int BUFFER = 8_192;

    static Wire read(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        while (true) {
            Wire wire = of(read.toByteArray());
            if (wire.head > 0 && wire.isWhole()) {
                return wire;
            }
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("the message ended early");
            }
            read.write(buffer, 0, count);
        }
    }

    private static Wire of(byte[] bytes) {
        int status = after(bytes, "\r\n");
        return new Wire(bytes, status, after(bytes, "\r\n\r\n"));
    }

    private static int after(byte[] bytes, String mark) {
        int found = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(mark);
        return found < 0 ? 0 : found + mark.length();
    }

    private boolean isWhole() {
        String fields = new String(bytes, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (fields.contains("\r\ntransfer-encoding: chunked")) {
            byte[] end = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
            return bytes.length >= head + end.length
                    && Arrays.equals(Arrays.copyOfRange(bytes, bytes.length - end.length, bytes.length), end);
        }
        int at = fields.indexOf("\r\ncontent-length:");
        if (at < 0) {
            return true;
        }
        int from = at + "\r\ncontent-length:".length();
        return bytes.length
                >= head
                        + Integer.parseInt(fields.substring(from, fields.indexOf('\r', from))
                                .strip());
    }

    /** The same answer, on a connection that ends after it. */
    Wire closing() {
        byte[] line = "Connection: close\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] other = new byte[bytes.length + line.length];
        System.arraycopy(bytes, 0, other, 0, status);
        System.arraycopy(line, 0, other, status, line.length);
        System.arraycopy(bytes, status, other, status + line.length, bytes.length - status);
        return new Wire(other, status, head + line.length);
    }

    /** How many bytes pass before a cut. */
    int until(Cut cut) {
        return switch (cut.point()) {
            case REFUSED, BEFORE_THE_REQUEST, AFTER_THE_COMMIT -> 0;
            case BEFORE_THE_ISSUER_ACTS -> bytes.length;
            case INSIDE_THE_REQUEST -> between(1, bytes.length - 1, cut);
            case BEFORE_THE_LAST_BYTE, WITHOUT_THE_LAST_BYTE -> bytes.length - 1;
            case INSIDE_THE_STATUS -> between(1, status - 1, cut);
            case INSIDE_THE_HEADERS -> between(status, head - 1, cut);
            case BEFORE_THE_BODY -> Math.min(head, bytes.length - 1);
            case INSIDE_THE_BODY -> between(Math.min(head, bytes.length - 1), bytes.length - 1, cut);
        };
    }

    private static int between(int first, int last, Cut cut) {
        return first + (int) (cut.fraction() * (last - first));
    }

    @Override
    public String toString() {
        return "Wire[" + bytes.length + " bytes]";
    }
}
