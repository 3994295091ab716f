package io.cardport.app.boot;

import io.cardport.app.Cardport;
import io.cardport.app.boot.Settings.Database;
import io.cardport.app.nodes.ThisNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running application: one context, one HTTP server. What it stands on (database, sandbox) is given to it. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Longer than one attempt at an issuer (15 s by default), shorter than what supervisors wait before they kill. */
    private static final int DRAIN_SECONDS = 20;

    private final ApplicationContext context;

    private Gateway(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Where the database is and how to log in.
     *
     * @param url a JDBC URL
     * @param username the role
     * @param password its password
     */
    public record Login(String url, String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }

        static Login of(Database.Outside outside) {
            return new Login(outside.url(), outside.username(), outside.password());
        }
    }

    /**
     * Builds everything and runs the migrations; nothing listens yet.
     *
     * @param settings checked
     * @param login the database
     * @param more framework settings of the configuration file
     * @return to be opened with {@link #listen}
     */
    public static Gateway build(Settings settings, Login login, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("micronaut.server.host", settings.listen().host());
        properties.put(
                "micronaut.server.port",
                settings.listen().port() == 0 ? -1 : settings.listen().port());
        properties.put("datasources.default.url", SessionRules.on(login.url()));
        if (!login.username().isEmpty()) {
            properties.put("datasources.default.username", login.username());
        }
        properties.put("datasources.default.password", login.password());
        ApplicationContext context = ApplicationContext.builder(Cardport.class)
                .properties(properties)
                .singletons(settings)
                .banner(false)
                .bootstrapEnvironment(false)
                .deduceEnvironment(false)
                .build();
        context.start();
        return new Gateway(context);
    }

    /**
     * Takes requests from now on.
     *
     * @return the address, with the port that was chosen
     */
    public Settings.Listen listen() {
        context.getBean(ThisNode.class).beat();
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        server.start();
        return new Settings.Listen(server.getHost(), server.getPort());
    }

    /**
     * The beans.
     *
     * @return the context, open until {@link #close}
     */
    public ApplicationContext context() {
        return context;
    }

    /** Lets running requests end for a while, then closes all beans. */
    @Override
    public void close() {
        context.findBean(GracefulShutdownManager.class).ifPresent(Gateway::drain);
        context.close();
    }

    private static void drain(GracefulShutdownManager requests) {
        try {
            requests.shutdownGracefully().toCompletableFuture().get(DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unfinished) {
            LOG.warn("Some requests had not ended after {} s", DRAIN_SECONDS);
        }
    }
}
