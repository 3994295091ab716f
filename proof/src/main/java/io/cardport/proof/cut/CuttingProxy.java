package io.cardport.proof.cut;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between an adapter and its issuer, passes on every byte as it came and cuts one exchange at a time. Every
 * connection ends after one exchange, so that no exchange meets what the last cut left behind.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int PATIENCE = 30_000;
    private static final int ATTEMPTS = 300;
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** A connection that ends before its client begins to write is noticed by the client only at its deadline. */
    private static final double AT_ONCE = 0.95;

    private final URI upstream;
    private final int port;
    private ServerSocket door;
    private Thread porter;
    private Optional<Cut> laid = Optional.empty();
    private int exchanges;
    private int served;
    private int knocking;
    private boolean fired;

    CuttingProxy(URI upstream) {
        this.upstream = upstream;
        this.door = open(0);
        this.port = door.getLocalPort();
        this.porter = listen(door);
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port + upstream.getRawPath());
    }

    /** Counts exchanges anew, cuts nothing and takes connections. */
    synchronized void rest() {
        laid = Optional.empty();
        fired = false;
        exchanges = 0;
        if (door.isClosed()) {
            door = again();
            porter = listen(door);
        }
    }

    /** While the door was shut the system may have lent its port to somebody's outgoing connection for a moment. */
    private ServerSocket again() {
        for (int attempt = 1; ; attempt++) {
            try {
                return open(port);
            } catch (UncheckedIOException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Counts exchanges anew and waits for the one that is to be cut. */
    void lay(Cut cut) {
        rest();
        synchronized (this) {
            laid = Optional.of(cut);
        }
        if (cut.exchange() == 1 && cut.point() == Cut.Point.REFUSED) {
            shut();
        }
    }

    synchronized int exchanges() {
        return exchanges;
    }

    /** Whether the cut that was laid has been made. */
    synchronized boolean fired() {
        return fired;
    }

    private void shut() {
        Thread waiting;
        synchronized (this) {
            close(door);
            fired = true;
            waiting = porter;
        }
        if (waiting == Thread.currentThread()) {
            return;
        }
        try {
            // Until the thread that waits for connections has left, the system still takes one.
            waiting.join();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
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

    /** Each connection is served by itself: a client may open one and use another. */
    private Thread listen(ServerSocket on) {
        return Thread.ofVirtual().name("cutting-proxy").start(() -> {
            while (!on.isClosed()) {
                try {
                    Socket client = on.accept();
                    if (isServed(client)) {
                        Thread.ofVirtual().name("cutting").start(() -> serveAndClose(client));
                    }
                } catch (IOException closed) {
                    if (on.isClosed()) {
                        return;
                    }
                }
            }
        });
    }

    private void serveAndClose(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(PATIENCE);
            serve(client);
        } catch (IOException gone) {
            // The client went, or the issuer did; whoever waits for an answer sees that.
            Thread.onSpinWait();
        } finally {
            served();
        }
    }

    /** Whether a connection is a client's, which is counted from here on, and not {@link #passAll}'s. */
    private synchronized boolean isServed(Socket client) throws IOException {
        if (client.getPort() == knocking) {
            client.close();
            knocking = 0;
            notifyAll();
            return false;
        }
        served++;
        return true;
    }

    private synchronized void served() {
        served--;
        notifyAll();
    }

    /**
     * Waits until nothing is passed on any more. What a client has given up at its deadline may still be on its way to the
     * issuer, which the clock of a test can not be set past.
     */
    void passAll() throws InterruptedException {
        try (Socket last = new Socket()) {
            last.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            synchronized (this) {
                knocking = last.getLocalPort();
            }
            // Taken only after all that came before.
            last.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            synchronized (this) {
                // A door that is shut meanwhile takes nobody any more.
                while (knocking != 0 && !door.isClosed()) {
                    wait(PAUSE.toMillis());
                }
            }
        } catch (IOException shut) {
            // What was not taken before has been turned away.
            Thread.onSpinWait();
        }
        synchronized (this) {
            while (served > 0) {
                wait();
            }
        }
    }

    private synchronized Optional<Cut> next() {
        exchanges++;
        return laid.filter(cut -> cut.exchange() == exchanges);
    }

    private synchronized boolean refusesNext() {
        return laid.filter(cut -> cut.point() == Cut.Point.REFUSED && cut.exchange() == exchanges + 1)
                .isPresent();
    }

    private synchronized void done() {
        fired = true;
    }

    private void serve(Socket client) throws IOException {
        Optional<Cut> cut = next();
        if (cut.isEmpty()) {
            Wire request = Wire.read(client.getInputStream());
            Wire answer = forwarded(request.bytes());
            if (refusesNext()) {
                close(door);
                done();
            }
            client.getOutputStream().write(answer.closing().bytes());
            return;
        }
        done();
        cut(client, cut.get());
        if (cut.get().ending() == Cut.Ending.RESET) {
            client.setSoLinger(true, 0);
        }
    }

    private void cut(Socket client, Cut cut) throws IOException {
        switch (cut.point()) {
            case REFUSED -> {}
            case BEFORE_THE_REQUEST -> {
                if (cut.fraction() < AT_ONCE) {
                    client.getInputStream().read();
                }
            }
            case INSIDE_THE_REQUEST, BEFORE_THE_LAST_BYTE -> {
                Wire request = Wire.read(client.getInputStream());
                half(request.bytes(), request.until(cut));
            }
            case BEFORE_THE_ISSUER_ACTS -> Wire.read(client.getInputStream());
            case AFTER_THE_COMMIT,
                    INSIDE_THE_STATUS,
                    INSIDE_THE_HEADERS,
                    BEFORE_THE_BODY,
                    INSIDE_THE_BODY,
                    WITHOUT_THE_LAST_BYTE -> {
                Wire answer =
                        forwarded(Wire.read(client.getInputStream()).bytes()).closing();
                OutputStream out = client.getOutputStream();
                out.write(answer.bytes(), 0, answer.until(cut));
                out.flush();
            }
        }
    }

    private Wire forwarded(byte[] request) throws IOException {
        try (Socket issuer = new Socket(upstream.getHost(), upstream.getPort())) {
            issuer.setTcpNoDelay(true);
            issuer.setSoTimeout(PATIENCE);
            issuer.getOutputStream().write(request);
            return Wire.read(issuer.getInputStream());
        }
    }

    /**
     * The issuer gets the beginning of a request, and then a reset: the simulators' server takes the end of a connection for
     * the end of the headers, which no issuer would.
     */
    private void half(byte[] request, int until) throws IOException {
        try (Socket issuer = new Socket(upstream.getHost(), upstream.getPort())) {
            issuer.setTcpNoDelay(true);
            issuer.getOutputStream().write(request, 0, until);
            issuer.setSoLinger(true, 0);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        shut();
    }
}
