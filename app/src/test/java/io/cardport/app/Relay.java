package io.cardport.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A wire to an issuer that can be cut: while it is, nothing listens at its port. It notes what is sent, in order of
 * arrival.
 */
public final class Relay implements AutoCloseable {
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> target = new CompletableFuture<>();
    private volatile ServerSocket listener;

    /**
     * Listens.
     *
     * @throws IOException when there is no port
     */
    public Relay() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = listener.getLocalPort();
        accept(listener);
    }

    /**
     * The address for an adapter.
     *
     * @param path path of the issuer's base URL
     * @return base URL
     */
    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /**
     * Says where it leads; until then connections wait.
     *
     * @param url any URL of the issuer
     */
    public void leadTo(String url) {
        target.complete(URI.create(url));
    }

    /**
     * Cuts it.
     *
     * @throws IOException when it can't be
     */
    public void cut() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /**
     * Mends it.
     *
     * @throws IOException when the port is taken
     */
    public void mend() throws IOException {
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        accept(listener);
    }

    /**
     * What was sent that is no question.
     *
     * @return method, path and body of each, in order of arrival
     */
    public List<String> commands() {
        return commands;
    }

    private void accept(ServerSocket from) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    Socket near = from.accept();
                    URI issuer = target.join();
                    Socket far = new Socket(issuer.getHost(), issuer.getPort());
                    open.add(near);
                    open.add(far);
                    var heard = new ByteArrayOutputStream();
                    Thread.ofPlatform().daemon().start(() -> copy(near, far, heard));
                    Thread.ofPlatform().daemon().start(() -> copy(far, near, new ByteArrayOutputStream()));
                }
            } catch (IOException cut) {
                // Cut, or the test is over.
            }
        });
    }

    private void copy(Socket from, Socket to, ByteArrayOutputStream heard) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                heard.write(buffer, 0, read);
                String text = heard.toString(ISO_8859_1);
                int head = text.indexOf("\r\n\r\n");
                if (text.startsWith("POST ") && head > 0 && text.length() > head + 4) {
                    commands.add(text.substring(5, text.indexOf(" HTTP")) + " " + text.substring(head + 4));
                    heard.reset();
                } else if (text.startsWith("GET ") && head > 0) {
                    heard.reset();
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException cut) {
            // The other side learns it by the closed socket.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
