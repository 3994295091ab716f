package io.cardport.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The least that sending once takes, for comparison: a request comes in, what is about to be sent is made durable, the
 * issuer is called, what it answered is made durable, and only then the answer goes out. Each transaction takes two round
 * trips to the database, as the gateway's do, and writes rows of one kilobyte. Nothing is decided, sealed, signed, counted
 * or told, and nothing happens afterwards.
 */
public final class BareServer {
    /** The variable with the database's password, which a command line would show to everybody. */
    static final String PASSWORD = "PGPASSWORD";

    /** What it passes on to the issuer, which names the request and who makes it. */
    private static final List<String> RELAYED = List.of("x-auth-token", "x-client-id", "x-idempotency-key");

    private static final int CONNECTIONS = 8;
    private static final int FAILED = 500;
    private static final String ROW = "x".repeat(1_000);

    private final BareForm form;
    private final URI issuer;
    private final BlockingQueue<Connection> database = new LinkedBlockingQueue<>();
    private final Deque<KeptConnection> lines = new ConcurrentLinkedDeque<>();

    private BareServer(BareForm form, URI issuer) {
        this.form = form;
        this.issuer = issuer;
    }

    /**
     * Runs until it is killed; the first line that it prints is its port.
     *
     * @param args the database's JDBC URL, where the issuer makes cards, and the name of a {@link BareForm}
     * @throws IOException when it cannot listen
     * @throws SQLException when the database refuses
     */
    public static void main(String[] args) throws IOException, SQLException {
        BareServer server = new BareServer(BareForm.valueOf(args[2]), URI.create(args[1]));
        String password = System.getenv().getOrDefault(PASSWORD, "");
        for (int count = 0; count < CONNECTIONS; count++) {
            server.database.add(DriverManager.getConnection(args[0], "postgres", password));
        }
        server.listen();
    }

    private void listen() throws IOException, SQLException {
        try (Statement statement = database.element().createStatement()) {
            for (String table : form.tables()) {
                statement.execute(table);
            }
        }
        for (Connection connection : database) {
            connection.setAutoCommit(false);
        }
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
        System.out.println(http.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> relayed = RELAYED.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> exchange.getRequestHeaders().getFirst(name)));
        String key = relayed.getOrDefault("x-idempotency-key", "");
        try {
            transaction(form.before(), key);
            KeptConnection.Reply reply = call(Shot.post(issuer, relayed, body));
            transaction(form.after(), key);
            answer(exchange, reply.status(), reply.body());
        } catch (SQLException | InterruptedException failed) {
            answer(exchange, FAILED, failed.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** On a kept connection, or on a new one where there is none or the issuer has closed it. */
    private KeptConnection.Reply call(Shot shot) throws IOException {
        for (KeptConnection line = lines.poll(); line != null; line = lines.poll()) {
            try {
                return exchange(line, shot);
            } catch (IOException closed) {
                line.close();
            }
        }
        return exchange(new KeptConnection(issuer), shot);
    }

    private KeptConnection.Reply exchange(KeptConnection line, Shot shot) throws IOException {
        KeptConnection.Reply reply = line.exchange(shot);
        lines.push(line);
        return reply;
    }

    private void transaction(List<BareForm.Ask> asks, String key) throws SQLException, InterruptedException {
        Connection connection = database.take();
        try {
            for (BareForm.Ask ask : asks) {
                try (PreparedStatement statement = connection.prepareStatement(ask.text())) {
                    for (int at = 0; at < ask.values().length(); at++) {
                        statement.setString(at + 1, ask.values().charAt(at) == 'k' ? key : ROW);
                    }
                    statement.execute();
                }
            }
        } finally {
            database.add(connection);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
