package io.cardport.testkit.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A TCP proxy on loopback that reads HTTP/1.1, records what passes, and makes one fault at a time. Every connection ends
 * after one exchange, so no request meets a connection that the last fault left behind. Safe for use by many threads.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("(\"[A-Za-z_]*[sS]tatus\"\\s*:\\s*)\"[^\"]*\"");

    private record Waiting(WireFault fault, Predicate<Traffic> which) {}

    private final URI upstream;
    private final int port;
    private final List<Traffic> seen = new CopyOnWriteArrayList<>();
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private volatile ServerSocket door;
    private volatile Thread porter;

    /**
     * Starts a proxy.
     *
     * @param upstream where the issuer's API begins, http on loopback
     */
    public FaultProxy(URI upstream) {
        this.upstream = upstream;
        this.door = open(0);
        this.port = door.getLocalPort();
        this.porter = listen(door);
    }

    /**
     * Where the adapter is to call.
     *
     * @return the upstream's address with the proxy's port
     */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port + upstream.getRawPath());
    }

    /**
     * Makes a fault on the next request.
     *
     * @param fault what goes wrong
     */
    public void next(WireFault fault) {
        next(fault, request -> true);
    }

    /**
     * Makes a fault on the next request of a kind, once.
     *
     * @param fault what goes wrong
     * @param which the requests that are meant; their answer is still empty
     */
    public void next(WireFault fault, Predicate<Traffic> which) {
        waiting.add(new Waiting(fault, which));
    }

    /** Refuses connections until {@link #accept}. */
    public void refuse() {
        close(door);
        try {
            // Until the thread that waits for connections has left, the system still takes one.
            porter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        open.forEach(FaultProxy::close);
    }

    /** Accepts connections again, on the same port. */
    public void accept() {
        if (door.isClosed()) {
            door = open(port);
            porter = listen(door);
        }
    }

    /**
     * What passed since the start or {@link #forget}.
     *
     * @return in the order in which the exchanges ended
     */
    public List<Traffic> seen() {
        return List.copyOf(seen);
    }

    /**
     * How many bytes of requests came since the start or {@link #forget}.
     *
     * @return bytes of bodies, and one for each request line
     */
    public long bytes() {
        return bytes.get();
    }

    /** Forgets what passed and the faults that wait, and accepts connections. */
    public void forget() {
        seen.clear();
        waiting.clear();
        bytes.set(0);
        accept();
    }

    @Override
    public void close() {
        refuse();
    }

    private static ServerSocket open(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Thread listen(ServerSocket on) {
        return Thread.ofVirtual().name("fault-proxy").start(() -> {
            while (!on.isClosed()) {
                try {
                    Socket client = on.accept();
                    open.add(client);
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (IOException closed) {
                    close(on);
                }
            }
        });
    }

    private void serve(Socket client) {
        try (client) {
            HttpText request = HttpText.read(client.getInputStream());
            bytes.addAndGet(1L + request.body().length);
            var unanswered = new Traffic(request, Optional.empty());
            Optional<WireFault> fault = take(unanswered);
            if (fault.isPresent()) {
                misbehave(client, unanswered, fault.get());
            } else {
                client.getOutputStream().write(forward(request).closing());
            }
        } catch (IOException gone) {
            // The other side, or a fault, ended the connection; whoever waits for it sees that.
            close(client);
        } finally {
            open.remove(client);
        }
    }

    private void misbehave(Socket client, Traffic request, WireFault fault) throws IOException {
        switch (fault) {
            case WireFault.DropBefore drop -> seen.add(request);
            case WireFault.DropAfter drop -> forward(request.request());
            case WireFault.Cut cut -> {
                byte[] answer = forward(request.request()).closing();
                client.getOutputStream().write(Arrays.copyOf(answer, answer.length - 1));
            }
            case WireFault.Garble garble -> {
                HttpText answer = forward(request.request());
                byte[] junk = "{\"status\": <html>".getBytes(StandardCharsets.UTF_8);
                client.getOutputStream().write(new HttpText(answer.startLine(), answer.headers(), junk).closing());
            }
            case WireFault.Reword reword -> {
                HttpText answer = forward(request.request());
                byte[] other = STATUS.matcher(answer.text())
                        .replaceAll("$1\"" + WireFault.Reword.WORD + "\"")
                        .getBytes(StandardCharsets.UTF_8);
                client.getOutputStream().write(new HttpText(answer.startLine(), answer.headers(), other).closing());
            }
            case WireFault.Stall stall -> {
                forward(request.request());
                client.getInputStream().readAllBytes();
            }
            case WireFault.Answer(int status, String body) -> {
                var answer = new HttpText(
                        "HTTP/1.1 " + status + " Made",
                        List.of(Map.entry("Content-Type", "application/json")),
                        body.getBytes(StandardCharsets.UTF_8));
                seen.add(new Traffic(request.request(), Optional.of(answer)));
                client.getOutputStream().write(answer.closing());
            }
        }
    }

    private HttpText forward(HttpText request) throws IOException {
        try (var issuer = new Socket(upstream.getHost(), upstream.getPort())) {
            issuer.setSoTimeout(30_000);
            issuer.getOutputStream().write(request.closing());
            HttpText answer = HttpText.read(issuer.getInputStream());
            seen.add(new Traffic(request, Optional.of(answer)));
            return answer;
        } catch (IOException unanswered) {
            seen.add(new Traffic(request, Optional.empty()));
            throw unanswered;
        }
    }

    private Optional<WireFault> take(Traffic request) {
        for (Waiting one : waiting) {
            if (one.which().test(request) && waiting.remove(one)) {
                return Optional.of(one.fault());
            }
        }
        return Optional.empty();
    }

    private static void close(Closeable thing) {
        try {
            thing.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to do for a socket that does not close.
            Thread.onSpinWait();
        }
    }
}
