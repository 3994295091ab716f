package io.cardport.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.app.boot.Gateway;
import io.cardport.app.boot.SandboxAccess;
import io.cardport.app.boot.SandboxCredentials;
import io.cardport.app.boot.TestGateway;
import io.cardport.app.boot.TestPostgres;
import io.cardport.app.security.CredentialHashes;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The gateway on real HTTP and PostgreSQL before simulated issuers, with a distributor, its credentials and an owner.
 */
public final class GatewayFixture implements AutoCloseable {
    /** The account that pushes webhooks, the default. */
    public static final String UQPAY = "uqpay-sim";

    /** The account that is polled. */
    public static final String NETPAY = "netpay-sim";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SandboxCredentials CREDENTIALS = new SandboxCredentials(
            "test-api-key-of-the-sandbox-distributor",
            "test-access-key-of-the-sandbox-distributor",
            "test-token-of-the-owner",
            "owner",
            "unused",
            "UNUSED");

    private final Simulators simulators;
    private final TestGateway gateway;
    private final Gateway.Login login;

    private final List<Path> config;

    private GatewayFixture(Simulators simulators, TestGateway gateway, Gateway.Login login, List<Path> config) {
        this.simulators = simulators;
        this.gateway = gateway;
        this.login = login;
        this.config = config;
    }

    /**
     * Starts with issuers that decide at once.
     *
     * @return to be closed
     */
    public static GatewayFixture start() {
        return start(Settings.quick());
    }

    /**
     * Starts.
     *
     * @param issuers how the simulated issuers behave
     * @return to be closed
     */
    public static GatewayFixture start(Settings issuers) {
        return start(issuers, Map.of());
    }

    /**
     * Starts with issuers that decide at once.
     *
     * @param cardport settings below {@code cardport.}
     * @return to be closed
     */
    public static GatewayFixture start(Map<String, String> cardport) {
        return start(Settings.quick(), cardport);
    }

    /**
     * Starts with an account at each simulated issuer.
     *
     * @return to be closed
     */
    public static GatewayFixture startWithEveryIssuer() {
        GatewayFixture fixture = start(Settings.quick(), Map.of(), GatewayFixture::more);
        for (IssuerControl issuer :
                List.of(fixture.simulators.artha(), fixture.simulators.bananatech(), fixture.simulators.offblocks())) {
            issuer.webhookUrl(fixture.gateway.url() + "/webhooks/" + issuerOf(issuer) + "-sim");
        }
        return fixture;
    }

    private static String issuerOf(IssuerControl issuer) {
        return URI.create(issuer.url()).getPath().split("/", -1)[1];
    }

    private static String more(Simulators simulators) {
        String common = """
                      allow-loopback: true
                      deadline: 3s
                      quiet-period: 1s
                      polling: {initial-delay: 300ms, max-delay: 1s}
                """;
        IssuerControl artha = simulators.artha();
        IssuerControl bananatech = simulators.bananatech();
        IssuerControl offblocks = simulators.offblocks();
        return "    artha-sim:\n      kind: artha\n      base-url: " + artha.url() + "\n" + common
                + setting("api-key", artha.credential("apiKey"))
                + setting("api-secret", artha.credential("apiSecret"))
                + "    bananatech-sim:\n      kind: bananatech\n      base-url: " + bananatech.url() + "\n" + common
                + setting("merchant-id", bananatech.credential("merchantId"))
                + setting("secret", bananatech.credential("secret"))
                + "    offblocks-sim:\n      kind: http-signature\n      base-url: " + offblocks.url() + "\n" + common
                + setting("api-key", offblocks.credential("apiKey"))
                + setting("api-secret", offblocks.credential("apiSecret"))
                + setting("key-id", offblocks.credential("keyId"))
                + setting("private-key", offblocks.credential("privateKeyPem").replace("\n", "\\n"))
                + setting("chain-id", "eip155:8453")
                + setting("webhook-key-url", "/webhooks/key")
                + "      products:\n        - {id: usd-virtual, currency: USD, name: Virtual, types: virtual}\n";
    }

    private static String setting(String name, String value) {
        return "      " + name + ": \"" + value + "\"\n";
    }

    private static GatewayFixture start(Settings issuers, Map<String, String> cardport) {
        return start(issuers, cardport, simulators -> "");
    }

    /**
     * Starts on a database that somebody has prepared.
     *
     * @param issuers how the simulated issuers behave
     * @param login the database, with all tables
     * @return to be closed
     */
    public static GatewayFixture startOn(Settings issuers, Gateway.Login login) {
        return start(issuers, Map.of(), simulators -> "", login);
    }

    private static GatewayFixture start(
            Settings issuers, Map<String, String> cardport, Function<Simulators, String> more) {
        return start(issuers, cardport, more, TestPostgres.freshLogin());
    }

    private static GatewayFixture start(
            Settings issuers, Map<String, String> cardport, Function<Simulators, String> more, Gateway.Login login) {
        try {
            Path folder = Files.createTempDirectory("gateway-fixture");
            Simulators simulators = Simulators.start(folder, 0, issuers);
            Path config =
                    Files.writeString(folder.resolve("cardport.yml"), config(simulators) + more.apply(simulators));
            TestGateway gateway = TestGateway.start(cardport, login, List.of(config));
            simulators.uqpay().webhookUrl(gateway.url() + "/webhooks/" + UQPAY);
            var settings = gateway.context().getBean(io.cardport.app.boot.Settings.class);
            gateway.context()
                    .getBeansOfType(SandboxAccess.class)
                    .forEach(access -> access.register(CREDENTIALS, settings));
            return new GatewayFixture(simulators, gateway, login, List.of(config));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String config(Simulators simulators) {
        JsonNode products = simulators.netpay().credentials().path("products");
        StringBuilder list = new StringBuilder();
        for (JsonNode product : products) {
            list.append("        - {id: \"%s\", currency: %s, name: \"Prepaid\"}\n"
                    .formatted(
                            product.path("id").asText(),
                            product.path("currency").asText()));
        }
        String text = """
                cardport:
                  distributors:
                    default-provider: uqpay-sim
                  providers:
                    uqpay-sim:
                      kind: uqpay
                      base-url: %s
                      allow-loopback: true
                      deadline: 3s
                      quiet-period: 1s
                      polling: {initial-delay: 300ms, max-delay: 1s}
                      client-id: "%s"
                      api-key: "%s"
                      webhook-secret: "%s"
                      reveal: secure
                    netpay-sim:
                      kind: netpay
                      base-url: %s
                      allow-loopback: true
                      deadline: 3s
                      quiet-period: 1s
                      polling: {initial-delay: 300ms, max-delay: 1s}
                      api-key: "%s"
                      access-key: "%s"
                      products:
                %s""".formatted(
                        simulators.uqpay().url(),
                        simulators.uqpay().credential("clientId"),
                        simulators.uqpay().credential("apiKey"),
                        simulators.uqpay().credential("webhookSecret"),
                        simulators.netpay().url(),
                        simulators.netpay().credential("apiKey"),
                        simulators.netpay().credential("accessKey"),
                        list);
        return text;
    }

    /**
     * Starts another node of the same gateway: same database, accounts and key file.
     *
     * @return to be closed before this fixture
     */
    public TestGateway another() {
        Path keys = bean(io.cardport.app.boot.Settings.class).encryptionKeyFile();
        return TestGateway.start(
                Map.of("encryption.key-file", keys.toAbsolutePath().toString()), login, config);
    }

    /**
     * The issuers.
     *
     * @return their control
     */
    public Simulators simulators() {
        return simulators;
    }

    /**
     * The gateway.
     *
     * @return its address and beans
     */
    public TestGateway gateway() {
        return gateway;
    }

    /**
     * Its database.
     *
     * @return how to log in
     */
    public Gateway.Login login() {
        return login;
    }

    /**
     * A bean.
     *
     * @param type its type
     * @param <T> its type
     * @return the bean
     */
    public <T> T bean(Class<T> type) {
        return gateway.context().getBean(type);
    }

    /**
     * The distributor's credentials.
     *
     * @return both headers, names and values in turn
     */
    public String[] keys() {
        return new String[] {"X-Api-Key", CREDENTIALS.apiKey(), "X-Access-Key", CREDENTIALS.accessKey()};
    }

    /**
     * The owner's token.
     *
     * @return for {@code Authorization: Bearer}
     */
    public String ownerToken() {
        return CREDENTIALS.adminToken();
    }

    /**
     * The distributor.
     *
     * @return its id
     */
    public DistributorId distributor() {
        String hash = bean(CredentialHashes.class).apiKey(CREDENTIALS.apiKey());
        return bean(UnitOfWork.class)
                .read(stores -> stores.distributors()
                        .keyOf(hash, bean(InstantSource.class).instant())
                        .orElseThrow()
                        .distributor());
    }

    /**
     * A product, once the gateway has asked for the products.
     *
     * @param account at which account
     * @param providerId the issuer's id of it
     * @return the product
     */
    public Product product(String account, String providerId) {
        await("the product " + providerId, () -> products(account, providerId).size() == 1);
        return products(account, providerId).getFirst();
    }

    private List<Product> products(String account, String providerId) {
        return bean(UnitOfWork.class).read(stores -> stores.products().offeredBy(account)).stream()
                .filter(product -> product.seen().reference().value().equals(providerId))
                .toList();
    }

    /**
     * An admin call as the owner.
     *
     * @param method HTTP method
     * @param path below {@code /admin/v1}, with a leading slash
     * @param body JSON, empty for none
     * @param headers further ones, names and values in turn
     * @return the answer
     */
    public HttpResponse<String> admin(String method, String path, String body, String... headers) {
        return adminAs(ownerToken(), method, path, body, headers);
    }

    /**
     * An admin call.
     *
     * @param token the bearer token
     * @param method HTTP method
     * @param path below {@code /admin/v1}, with a leading slash
     * @param body JSON, empty for none
     * @param headers further ones, names and values in turn
     * @return the answer
     */
    public HttpResponse<String> adminAs(String token, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = gateway.request("/admin/v1" + path, headers)
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        return gateway.send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));
    }

    /**
     * The body of an answer.
     *
     * @param answer any JSON answer
     * @return its tree
     */
    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /**
     * Waits up to a minute.
     *
     * @param what for the message
     * @param holds asked again and again
     */
    public static void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stopped);
            }
        }
    }

    @Override
    public void close() {
        gateway.close();
        simulators.close();
    }
}
