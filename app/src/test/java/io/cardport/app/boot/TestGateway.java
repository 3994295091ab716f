package io.cardport.app.boot;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole application on a port of its own over a fresh database; the sandbox's process is not started. */
public final class TestGateway implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Gateway gateway;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestGateway(Gateway gateway, URI url) {
        this.gateway = gateway;
        this.url = url;
    }

    /**
     * Starts with the settings' defaults.
     *
     * @return the listening application
     */
    public static TestGateway start() {
        return start(Map.of(), TestPostgres.freshLogin());
    }

    /**
     * Starts with settings.
     *
     * @param cardport keys below {@code cardport.}, such as {@code providers.one.kind}
     * @param login the database
     * @return the listening application
     */
    public static TestGateway start(Map<String, String> cardport, Gateway.Login login) {
        return start(cardport, login, List.of());
    }

    /**
     * Starts with settings and configuration files.
     *
     * @param cardport keys below {@code cardport.}
     * @param login the database
     * @param configs as {@code --config} takes them
     * @return the listening application
     */
    public static TestGateway start(Map<String, String> cardport, Gateway.Login login, List<Path> configs) {
        Path data = Path.of("target", "test-data", ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        try {
            DataFolder.createPrivate(data);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, String> properties = new HashMap<>();
        cardport.forEach((key, value) -> properties.put("cardport." + key, value));
        CommandLine flags = new CommandLine(
                Optional.of(0), Optional.empty(), Optional.of(data), configs, CommandLine.SandboxFlag.UNSAID);
        SettingsReading.Read read = SettingsReading.read(flags, Optional.empty(), Map.of(), properties);
        Gateway gateway = Gateway.build(read.settings(), login, read.micronaut());
        Settings.Listen at = gateway.listen();
        return new TestGateway(gateway, URI.create("http://127.0.0.1:" + at.port()));
    }

    /**
     * Where it listens.
     *
     * @return address without a slash at its end
     */
    public URI url() {
        return url;
    }

    /**
     * Its beans.
     *
     * @return the context
     */
    public ApplicationContext context() {
        return gateway.context();
    }

    /**
     * A GET.
     *
     * @param path with a leading slash
     * @param headers names and values in turn
     * @return the answer
     */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /**
     * A POST of JSON.
     *
     * @param path with a leading slash
     * @param body the exact body
     * @param headers names and values in turn
     * @return the answer
     */
    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * A request to be completed.
     *
     * @param path with a leading slash
     * @param headers names and values in turn
     * @return its builder
     */
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /**
     * Any request.
     *
     * @param request made by {@link #request}
     * @return the answer
     */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
    }
}
