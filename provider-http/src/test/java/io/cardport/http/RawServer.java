package io.cardport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server made of sockets, which does exactly what a scenario says and counts what it was given. */
final class RawServer implements AutoCloseable {
    /** What to do with one connection. */
    interface Scenario {
        void play(Conversation conversation) throws Exception;
    }

    private final ServerSocket socket;
    private final Scenario scenario;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    RawServer(Scenario scenario) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), scenario);
    }

    RawServer(ServerSocket socket, Scenario scenario) {
        this.socket = socket;
        this.scenario = scenario;
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Bytes read from all connections; with TLS, the decrypted ones. */
    long received() {
        return received.get();
    }

    int connections() {
        return connections.get();
    }

    /** Heads and bodies of the requests read by {@link Conversation#readRequest}. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                open.add(connection);
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> play(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void play(Socket connection) {
        try (connection) {
            scenario.play(new Conversation(connection));
        } catch (Exception ended) {
            // The client went away, or the test is over; the test looks at results and counts.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    /** One connection. */
    final class Conversation {
        private final Socket connection;
        private final InputStream in;
        private final OutputStream out;

        Conversation(Socket connection) throws IOException {
            this.connection = connection;
            this.in = connection.getInputStream();
            this.out = connection.getOutputStream();
        }

        /** Reads one whole request, head and declared body; empty at the end of the connection. */
        String readRequest() throws IOException {
            String head = readHead();
            int length = head.toLowerCase(java.util.Locale.ROOT)
                    .lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .map(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            var body = new ByteArrayOutputStream();
            while (body.size() < length) {
                body.write(readByte());
            }
            String request = head + body.toString(ISO_8859_1);
            requests.add(request);
            return request;
        }

        String readHead() throws IOException {
            var head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(readByte());
            }
            return head.toString(ISO_8859_1);
        }

        int readByte() throws IOException {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("end");
            }
            received.incrementAndGet();
            return octet;
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        }

        void write(byte[] bytes, int length) throws IOException {
            out.write(bytes, 0, length);
        }

        void close() throws IOException {
            connection.close();
        }

        void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        /** Reads until the other side goes; counts what comes. */
        void drain() throws IOException {
            while (true) {
                readByte();
            }
        }

        /** True when the other side has reset or closed while this side only listens. */
        boolean endsWithin(int millis) {
            try {
                connection.setSoTimeout(millis);
                drain();
                return false;
            } catch (java.net.SocketTimeoutException stillOpen) {
                return false;
            } catch (IOException ended) {
                return true;
            }
        }
    }

    static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
