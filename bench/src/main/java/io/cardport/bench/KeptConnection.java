package io.cardport.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. It does only what a benchmark needs, so that on a small
 * machine the driver takes little of what is measured.
 */
final class KeptConnection implements Closeable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final int LONGEST_LINE = 64 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;

    KeptConnection(URI url) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    /**
     * What was answered.
     *
     * @param status the HTTP status
     * @param body the whole body
     */
    record Reply(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Writes a request and reads its whole answer. */
    Reply exchange(Shot shot) throws IOException {
        socket.getOutputStream().write(shot.bytes());
        return read(in);
    }

    /**
     * Reads one answer (RFC 9112) with a length or in chunks.
     *
     * @param in behind the last answer
     * @return the whole answer
     * @throws IOException when it is cut off or malformed
     */
    static Reply read(InputStream in) throws IOException {
        String start = line(in);
        if (!start.startsWith("HTTP/1.1 ") || start.length() < 12) {
            throw new IOException("malformed status line");
        }
        int status = number(start.substring(9, 12), 10);
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = number(lower.substring(15).strip(), 10);
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        return new Reply(status, chunked ? chunks(in) : exactly(in, length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = number(line(in).strip(), 16);
            all.writeBytes(exactly(in, size));
            line(in);
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            return Integer.parseUnsignedInt(digits, radix) & Integer.MAX_VALUE;
        } catch (NumberFormatException malformed) {
            throw new IOException("malformed number", malformed);
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        if (length > LARGEST) {
            throw new IOException("too large");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the answer was cut off");
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the connection was closed, or a line has no end");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
