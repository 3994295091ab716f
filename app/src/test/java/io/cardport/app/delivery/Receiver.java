package io.cardport.app.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An endpoint made of sockets, which does exactly what a conduct says and counts what it was given. */
final class Receiver implements AutoCloseable {
    /** What to do with one connection. */
    interface Conduct {
        void play(Talk talk) throws Exception;
    }

    private final ServerSocket socket;
    private final Conduct conduct;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    Receiver(Conduct conduct) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), conduct);
    }

    Receiver(ServerSocket socket, Conduct conduct) {
        this.socket = socket;
        this.conduct = conduct;
        Thread.ofVirtual().start(this::accept);
    }

    /** One that answers every request. */
    static Receiver answering(String answer) throws IOException {
        return new Receiver(answerAll(answer));
    }

    static Conduct answerAll(String answer) {
        return talk -> {
            while (true) {
                talk.readRequest();
                talk.write(answer);
            }
        };
    }

    static String status(int status, String... headers) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n");
        for (String header : headers) {
            answer.append(header).append("\r\n");
        }
        return answer.append("\r\n").toString();
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Bytes of answers given to sockets, of which the kernel may hold some. */
    long written() {
        return written.get();
    }

    /** Connections whose conduct is over. */
    int ended() {
        return ended.get();
    }

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
            conduct.play(new Talk(connection));
        } catch (Exception over) {
            // The courier went away, or the test is over; the test looks at receptions and counts.
        } finally {
            ended.incrementAndGet();
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
    final class Talk {
        private final Socket connection;
        private final InputStream in;
        private final OutputStream out;

        Talk(Socket connection) throws IOException {
            this.connection = connection;
            this.in = connection.getInputStream();
            this.out = connection.getOutputStream();
        }

        /** Reads one whole request, head and declared body. */
        String readRequest() throws IOException {
            var head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(readByte());
            }
            int length = head.toString(ISO_8859_1)
                    .lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                    .map(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            byte[] body = in.readNBytes(length);
            String request = head.toString(ISO_8859_1) + new String(body, java.nio.charset.StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        int readByte() throws IOException {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("end");
            }
            return octet;
        }

        void write(String text) throws IOException {
            write(text.getBytes(ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            written.addAndGet(bytes.length);
        }

        /** Writes the text again and again until the other side has gone. */
        void writeForEver(String text) throws IOException {
            byte[] bytes = text.getBytes(ISO_8859_1);
            while (true) {
                write(bytes);
            }
        }

        void drip(String text, int millis) throws IOException, InterruptedException {
            for (char letter : text.toCharArray()) {
                write(String.valueOf(letter));
                Thread.sleep(millis);
            }
        }

        void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        /** Reads until the other side goes. */
        void drain() throws IOException {
            while (true) {
                readByte();
            }
        }
    }
}
