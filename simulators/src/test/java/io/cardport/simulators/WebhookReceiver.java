package io.cardport.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the webhooks of a test go; answers what it is told to. */
public final class WebhookReceiver implements AutoCloseable {

    public record Delivery(byte[] body, Map<String, String> headers) {

        public ObjectNode json() {
            return Json.parseObject(body).orElseThrow();
        }
    }

    private final List<Delivery> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final HttpServer server;

    public WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hooks", exchange -> {
            var headers = new LinkedHashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            try (InputStream in = exchange.getRequestBody()) {
                received.add(new Delivery(in.readAllBytes(), headers));
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
    }

    public void answer(int code) {
        status.set(code);
    }

    /** Waits until so many are there, and gives what is there then. */
    public List<Delivery> await(int count) {
        Caller.eventually(received::size, n -> n >= count);
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
