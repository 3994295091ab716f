package io.cardport.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cardport.simulators.artha.ArthaIssuer;
import io.cardport.simulators.bananatech.BananatechIssuer;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Desk;
import io.cardport.simulators.frame.Ids;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.SimulatorClock;
import io.cardport.simulators.frame.Wire;
import io.cardport.simulators.netpay.NetpayIssuer;
import io.cardport.simulators.offblocks.OffblocksIssuer;
import io.cardport.simulators.uqpay.UqpayIssuer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The simulated issuers: one process, one port on loopback, state under one folder, which only one process may use.
 * Control calls are below <code>/_control</code>; simulators/README.md lists them.
 */
public final class Simulators implements AutoCloseable {

    private static final String CONTROL = "/_control";

    /** Opens an issuer on its state. */
    private interface Opening {
        Desk open(IssuerState state, Map<String, Long> settings);
    }

    /** In the order of simulators.json; a further issuer is a further line. */
    private static final Map<String, Opening> ISSUERS = issuers();

    private final FileChannel lock;
    private final SimulatorClock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private final Map<String, Control> controls = new LinkedHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Simulators(Path data, int port, Settings settings) throws IOException {
        Files.createDirectories(data);
        this.lock = lock(data);
        this.clock = new SimulatorClock(settings.clock());
        Handover handover = new Handover(data);
        clock.advance(handover.offset());
        clock.onMove(() -> handover.keep(clock.offset()));
        Files.createDirectories(data.resolve("issuers"));
        Ids ids = new Ids(
                settings.seed().isPresent()
                        ? new SplittableRandom(settings.seed().getAsLong())
                        : new SecureRandom());
        for (var entry : ISSUERS.entrySet()) {
            Path file = data.resolve("issuers").resolve(entry.getKey() + ".jsonl");
            IssuerState state = new IssuerState(file, clock, ids);
            Desk desk = entry.getValue().open(state, settings.issuers().getOrDefault(entry.getKey(), Map.of()));
            desks.put(entry.getKey(), desk);
            controls.put(entry.getKey(), new Control(desk));
        }
        // Answers are small: with Nagle's algorithm on, each would wait for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        this.server = bind(port == 0 ? handover.port() : port, port);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        handover.describe(description());
    }

    /** A restart on any port takes the former one, if it is free: clients may still know it. */
    private static HttpServer bind(int wanted, int otherwise) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1_024);
        } catch (BindException e) {
            if (wanted == otherwise) {
                throw e;
            }
            return bind(otherwise, otherwise);
        }
    }

    /**
     * Starts all issuers.
     *
     * @param dataDir where their state is kept; made if it is not there
     * @param port TCP port on loopback, 0 for any free one
     * @param settings how they start
     * @return the running simulators
     * @throws IOException if the port or the folder is in use, or the state cannot be read
     */
    public static Simulators start(Path dataDir, int port, Settings settings) throws IOException {
        return new Simulators(dataDir, port, settings);
    }

    /**
     * Runs the simulators until a signal or <code>POST /_control/stop</code>.
     *
     * @param args <code>--data DIR --port N [--settings FILE.json]</code>; without a port any free one
     * @throws IOException if the port or the folder is in use, or a file cannot be read
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = options(List.of(args));
        Settings settings = options.containsKey("--settings")
                ? Settings.read(Path.of(options.getOrDefault("--settings", "")))
                : Settings.defaults();
        Path data = Path.of(options.getOrDefault("--data", ".cardport/simulators"));
        int port = Integer.parseInt(options.getOrDefault("--port", "0"));
        try (Simulators simulators = start(data, port, settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(simulators::close, "stop"));
            simulators
                    .desks
                    .values()
                    .forEach(d -> System.out.println(d.issuer().name() + " " + simulators.url()
                            + d.issuer().prefix()));
            System.out.println("control " + simulators.url() + CONTROL);
            simulators.stopped.await();
        }
    }

    /**
     * The address of all of them.
     *
     * @return scheme, host and port
     */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * UQPAY.
     *
     * @return its control
     */
    public IssuerControl uqpay() {
        return issuer("uqpay");
    }

    /**
     * NetPay.
     *
     * @return its control
     */
    public IssuerControl netpay() {
        return issuer("netpay");
    }

    /**
     * Artha.
     *
     * @return its control
     */
    public IssuerControl artha() {
        return issuer("artha");
    }

    /**
     * BananaTech.
     *
     * @return its control
     */
    public IssuerControl bananatech() {
        return issuer("bananatech");
    }

    /**
     * OffBlocks.
     *
     * @return its control
     */
    public IssuerControl offblocks() {
        return issuer("offblocks");
    }

    /**
     * The time of all of them.
     *
     * @return a clock that can be moved
     */
    public SimulatorClock clock() {
        return clock;
    }

    private IssuerControl issuer(String name) {
        Desk desk = Objects.requireNonNull(desks.get(name));
        return new IssuerControl(desk, Objects.requireNonNull(controls.get(name)), url());
    }

    private static Map<String, Opening> issuers() {
        var all = new LinkedHashMap<String, Opening>();
        all.put("uqpay", UqpayIssuer::open);
        all.put("netpay", NetpayIssuer::open);
        all.put("artha", ArthaIssuer::open);
        all.put("bananatech", BananatechIssuer::open);
        all.put("offblocks", OffblocksIssuer::open);
        return all;
    }

    private static Map<String, String> options(List<String> args) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < args.size(); i += 2) {
            if (!List.of("--data", "--port", "--settings").contains(args.get(i)) || i + 1 == args.size()) {
                throw new IllegalArgumentException("usage: --data DIR --port N [--settings FILE.json]");
            }
            options.put(args.get(i), args.get(i + 1));
        }
        return options;
    }

    private static FileChannel lock(Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(data.resolve("simulators.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("other simulators use this data folder");
        }
        return channel;
    }

    private ObjectNode description() {
        ObjectNode file = Json.object()
                .put("pid", ProcessHandle.current().pid())
                .put("port", server.getAddress().getPort())
                .put("url", url());
        desks.forEach((name, desk) -> {
            ObjectNode issuer = desk.state().locked(() -> desk.issuer().credentials());
            file.set(name, issuer.put("baseUrl", url() + desk.issuer().prefix()));
        });
        return file;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            for (Desk desk : desks.values()) {
                if (path.startsWith(desk.issuer().prefix() + "/")) {
                    desk.serve(exchange, Wire.read(exchange, desk.issuer().prefix()));
                    return;
                }
            }
            Wire.send(
                    exchange,
                    path.startsWith(CONTROL + "/")
                            ? control(Wire.read(exchange, CONTROL))
                            : error(404, "no such route"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        } catch (IOException e) {
            exchange.close();
        }
    }

    private Answer control(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /health" -> Answer.ok(Json.object().put("status", "UP"));
            case "POST /stop" -> {
                stopped.countDown();
                yield Answer.ok(Json.object().put("stopping", true));
            }
            case "POST /clock" -> move(request);
            default -> controlOfIssuer(request);
        };
    }

    private Answer controlOfIssuer(Request request) {
        String[] parts = request.path().split("/", 3);
        return Optional.of(parts)
                .filter(p -> p.length == 3)
                .flatMap(p -> Optional.ofNullable(controls.get(p[1])))
                .map(control -> control.call(request.method(), "/" + parts[2], request.body()))
                .orElseGet(() -> error(404, "no such control call"));
    }

    private Answer move(Request request) {
        ObjectNode body = Json.parseObject(request.body()).orElseGet(Json::object);
        try {
            if (body.path("freeze").asBoolean()) {
                clock.freeze();
            }
            if (body.path("thaw").asBoolean()) {
                clock.thaw();
            }
            clock.advance(Duration.parse(body.path("advance").asText("PT0S")));
        } catch (DateTimeException e) {
            return error(400, "advance must be an ISO 8601 duration");
        }
        return Answer.ok(Json.object().put("now", clock.instant().toString()));
    }

    private static Answer error(int status, String message) {
        return Answer.of(status, Json.object().put("error", message));
    }

    @Override
    public synchronized void close() {
        stopped.countDown();
        if (!lock.isOpen()) {
            return;
        }
        server.stop(0);
        threads.shutdownNow();
        try {
            // Whoever is in the middle of a request still commits.
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        desks.values().forEach(Desk::close);
        try {
            lock.close();
        } catch (IOException e) {
            System.getLogger("simulators").log(System.Logger.Level.WARNING, "lock not released", e);
        }
    }
}
