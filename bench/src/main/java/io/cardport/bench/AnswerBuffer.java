package io.cardport.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Collects one answer (RFC 9112) with a length or in chunks, of which only the status matters. */
final class AnswerBuffer {
    private static final int UNKNOWN = -1;
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
    private int wanted = UNKNOWN;
    private boolean chunked;

    /** How far the answer has come. */
    enum Progress {
        /** All of it is there. */
        WHOLE,
        /** More is to come. */
        PART,
        /** The connection was closed before its end. */
        CUT
    }

    void clear() {
        bytes.clear();
        wanted = UNKNOWN;
        chunked = false;
    }

    Progress read(ReadableByteChannel channel) throws IOException {
        if (!bytes.hasRemaining()) {
            if (bytes.capacity() > LARGEST) {
                throw new IOException("too large");
            }
            bytes = ByteBuffer.allocate(bytes.capacity() * 2).put(bytes.flip());
        }
        if (channel.read(bytes) < 0) {
            return Progress.CUT;
        }
        if (wanted == UNKNOWN && !chunked) {
            readHead();
        }
        boolean whole = chunked
                ? bytes.position() >= LAST_CHUNK.length
                        && Arrays.equals(
                                bytes.array(),
                                bytes.position() - LAST_CHUNK.length,
                                bytes.position(),
                                LAST_CHUNK,
                                0,
                                LAST_CHUNK.length)
                : wanted != UNKNOWN && bytes.position() >= wanted;
        return whole ? Progress.WHOLE : Progress.PART;
    }

    private void readHead() throws IOException {
        byte[] all = bytes.array();
        for (int at = 0; at + 3 < bytes.position(); at++) {
            if (all[at] == '\r' && all[at + 1] == '\n' && all[at + 2] == '\r' && all[at + 3] == '\n') {
                String head = new String(all, 0, at, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                chunked = head.contains("\r\ntransfer-encoding: chunked");
                wanted = at + 4 + length(head);
                return;
            }
        }
    }

    private static int length(String head) throws IOException {
        int at = head.indexOf("\r\ncontent-length:");
        if (at < 0) {
            return 0;
        }
        int end = head.indexOf('\r', at + 2);
        try {
            return Integer.parseInt(
                    head.substring(at + 17, end < 0 ? head.length() : end).strip());
        } catch (NumberFormatException malformed) {
            throw new IOException("malformed length", malformed);
        }
    }

    /** The status of a whole answer. */
    int status() {
        byte[] all = bytes.array();
        return (all[9] - '0') * 100 + (all[10] - '0') * 10 + (all[11] - '0');
    }
}
