package io.cardport.proof.receivers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Many receivers on this machine, each on a port of its own: the first of them hang, the others answer at once. */
final class Street implements AutoCloseable {
    private static final byte[] TAKEN = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";
    private static final int LONGEST_HEAD = 16_384;

    private final List<ServerSocket> doors = new ArrayList<>();
    private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();

    /** What a receiver does with a request it has read. */
    enum Manner {
        ANSWERS,
        HANGS
    }

    Street(int receivers, int hanging) {
        for (int at = 0; at < receivers; at++) {
            Manner manner = at < hanging ? Manner.HANGS : Manner.ANSWERS;
            try {
                ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
                doors.add(door);
                Thread.ofVirtual().start(() -> open(door, manner));
            } catch (IOException noPort) {
                close();
                throw new UncheckedIOException(noPort);
            }
        }
    }

    URI url(int receiver) {
        return URI.create("http://127.0.0.1:" + doors.get(receiver).getLocalPort() + "/hooks");
    }

    private void open(ServerSocket door, Manner manner) {
        try {
            while (true) {
                Socket visitor = door.accept();
                visitor.setTcpNoDelay(true);
                visitors.add(visitor);
                Thread.ofVirtual().start(() -> serve(visitor, manner));
            }
        } catch (IOException closed) {
            // The street is closed.
        }
    }

    private void serve(Socket visitor, Manner manner) {
        try (visitor) {
            InputStream in = new BufferedInputStream(visitor.getInputStream());
            while (true) {
                in.skipNBytes(bodyLength(in));
                switch (manner) {
                    case ANSWERS -> visitor.getOutputStream().write(TAKEN);
                    case HANGS -> {
                        // Nothing more is said; the courier's end of the connection ends the wait.
                    }
                }
            }
        } catch (IOException gone) {
            visitors.remove(visitor);
        }
    }

    private static int bodyLength(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (int four = 0; four != 0x0d0a0d0a; ) {
            int octet = in.read();
            if (octet < 0 || head.size() > LONGEST_HEAD) {
                throw new IOException("no request");
            }
            head.write(octet);
            four = four << 8 | octet;
        }
        return head.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith(LENGTH))
                .mapToInt(
                        line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        doors.forEach(Street::quietly);
        visitors.forEach(Street::quietly);
    }

    private static void quietly(java.io.Closeable open) {
        try {
            open.close();
        } catch (IOException already) {
            // It is closed, which is all that was wanted.
        }
    }
}
