package io.cardport.app.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cardport.domain.issuing.IssuingProviderModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A simulated issuer as a provider account of the sandbox.
 *
 * @param name the account's name
 * @param kind the adapter's kind
 * @param issuer what the simulators call the issuer: in their description, addresses and control calls
 * @param news whether it pushes
 * @param purchase what its control calls a purchase in a shop
 * @param own writes the settings of its kind
 */
public record SandboxAccount(String name, String kind, String issuer, News news, String purchase, Own own) {
    private static final String INDENT = "      ";

    /** In the order of the file; the first that is installed is the default. */
    private static final List<SandboxAccount> ALL = List.of(
            new SandboxAccount("uqpay-sim", "uqpay", "uqpay", News.PUSHED, "AUTHORIZATION", SandboxAccount::uqpay),
            new SandboxAccount("netpay-sim", "netpay", "netpay", News.ASKED_FOR, "PURCHASE", SandboxAccount::netpay),
            new SandboxAccount("artha-sim", "artha", "artha", News.PUSHED, "PURCHASE", SandboxAccount::artha),
            new SandboxAccount(
                    "bananatech-sim", "bananatech", "bananatech", News.PUSHED, "PURCHASE", SandboxAccount::bananatech),
            new SandboxAccount(
                    "offblocks-sim",
                    "http-signature",
                    "offblocks",
                    News.PUSHED,
                    "PURCHASE",
                    SandboxAccount::offblocks));

    /** How changes become known. */
    public enum News {
        /** By webhooks. */
        PUSHED,
        /** By asking. */
        ASKED_FOR
    }

    /** Writes the settings of a kind. */
    @FunctionalInterface
    public interface Own {
        /**
         * Writes them.
         *
         * @param issuer what the simulators wrote about the issuer
         * @param folder the data folder, for files that settings name
         * @return lines below the account
         * @throws IOException when a file can't be written
         */
        String lines(JsonNode issuer, Path folder) throws IOException;
    }

    /**
     * The accounts that can be configured here.
     *
     * @param issuers what the simulators wrote about themselves
     * @param kinds the kinds of the adapters that are installed
     * @return those that have both
     */
    static List<SandboxAccount> among(JsonNode issuers, Set<String> kinds) {
        return ALL.stream()
                .filter(account -> kinds.contains(account.kind())
                        && issuers.path(account.issuer()).isObject())
                .toList();
    }

    /**
     * The adapters on the class path.
     *
     * @return their kinds
     */
    static Set<String> installedKinds() {
        return ServiceLoader.load(IssuingProviderModule.class).stream()
                .map(module -> module.get().kind())
                .collect(Collectors.toSet());
    }

    /**
     * Finds an account of the sandbox.
     *
     * @param name an account's name
     * @return nothing if it is none of the sandbox's
     */
    public static Optional<SandboxAccount> find(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The block of {@code providers}. */
    String block(JsonNode issuers, Path folder) throws IOException {
        JsonNode mine = issuers.path(issuer);
        return """
                    %s:
                      kind: %s
                      base-url: %s
                      allow-loopback: true
                      quiet-period: 10s
                      polling:
                        initial-delay: 1s
                        max-delay: 5s
                """.formatted(name, kind, text(mine.path("baseUrl"))) + own.lines(mine, folder);
    }

    private static String uqpay(JsonNode issuer, Path folder) {
        return line("client-id", issuer.path("clientId"))
                + line("api-key", issuer.path("apiKey"))
                + line("webhook-secret", issuer.path("webhookSecret"))
                + INDENT + "reveal: secure\n";
    }

    private static String netpay(JsonNode issuer, Path folder) {
        StringBuilder text = new StringBuilder(line("api-key", issuer.path("apiKey")))
                .append(line("access-key", issuer.path("accessKey")))
                .append(INDENT)
                .append("products:\n");
        for (JsonNode product : issuer.path("products")) {
            String currency = product.path("currency").asText();
            text.append(product(
                    text(product.path("id")),
                    text(product.path("currency")),
                    product.path("name").asText("Prepaid " + currency)));
            text.append("}\n");
        }
        return text.toString();
    }

    private static String artha(JsonNode issuer, Path folder) {
        return line("api-key", issuer.path("apiKey")) + line("api-secret", issuer.path("apiSecret"));
    }

    private static String bananatech(JsonNode issuer, Path folder) {
        return line("merchant-id", issuer.path("merchantId")) + line("secret", issuer.path("secret"));
    }

    /** The issuer has no products: a customer's account is in one currency, and that is what is offered. */
    private static String offblocks(JsonNode issuer, Path folder) throws IOException {
        Path key = folder.resolve("offblocks-sim.pem");
        DataFolder.writePrivate(key, present(issuer.path("privateKeyPem")));
        String keyUrl = present(issuer.path("baseUrl")) + "/webhooks/key";
        return line("api-key", issuer.path("apiKey"))
                + line("api-secret", issuer.path("apiSecret"))
                + line("key-id", issuer.path("keyId"))
                + INDENT + "private-key-file: " + quoted(key.toString()) + "\n"
                + INDENT + "chain-id: \"eip155:8453\"\n"
                + INDENT + "webhook-key-url: " + quoted(keyUrl) + "\n"
                + INDENT + "products:\n"
                + product(quoted("usd-virtual"), quoted("USD"), "Virtual card in USD") + ", types: virtual}\n"
                + product(quoted("eur-virtual"), quoted("EUR"), "Virtual card in EUR") + ", types: virtual}\n";
    }

    private static String product(String id, String currency, String name) {
        return INDENT + "  - {id: " + id + ", currency: " + currency + ", name: " + quoted(name);
    }

    private static String line(String key, JsonNode value) {
        return INDENT + key + ": " + text(value) + "\n";
    }

    private static String text(JsonNode value) {
        return quoted(present(value));
    }

    private static String present(JsonNode value) {
        if (!value.isValueNode() || value.asText().isEmpty()) {
            throw new StartRefused("The simulated issuers did not say how to reach them.");
        }
        return value.asText();
    }

    /** JSON's strings are YAML's double-quoted ones. */
    static String quoted(String value) {
        return TextNode.valueOf(value).toString();
    }
}
