package io.cardport.app.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code DIR/sandbox.yml} (mode 600): the simulated issuers as accounts, in the form that {@code --config} takes, so that
 * a second node can be given it. Written anew at each start.
 */
final class SandboxFile {
    private static final String HEAD = """
            # Generated at each start; put your own settings into a file of your own and give it with --config.
            cardport:
              encryption:
                key-file: %s
              distributors:
                default-provider: uqpay-sim
              providers:
            """;
    private static final String ACCOUNT = """
                %s:
                  kind: %s
                  base-url: %s
                  allow-loopback: true
                  quiet-period: 10s
                  polling:
                    initial-delay: 1s
                    max-delay: 5s
            """;

    private SandboxFile() {}

    /**
     * Writes the file.
     *
     * @param folder the held data folder
     * @param keyFile of this gateway
     * @param issuers what the simulators wrote about themselves
     * @return the file
     * @throws StartRefused when a value is missing or the file can't be written
     */
    static Path write(Path folder, Path keyFile, JsonNode issuers) {
        Path file = folder.resolve("sandbox.yml");
        try {
            DataFolder.writePrivate(
                    file,
                    HEAD.formatted(quoted(keyFile.toString()))
                            + uqpay(issuers.path("uqpay"))
                            + netpay(issuers.path("netpay")));
            return file;
        } catch (IOException unusable) {
            throw new StartRefused("The file " + file + " can't be written.");
        }
    }

    private static String uqpay(JsonNode issuer) {
        return account("uqpay-sim", "uqpay", issuer)
                + line("client-id", issuer.path("clientId"))
                + line("api-key", issuer.path("apiKey"))
                + line("webhook-secret", issuer.path("webhookSecret"))
                + "      reveal: secure\n";
    }

    private static String netpay(JsonNode issuer) {
        StringBuilder text = new StringBuilder(account("netpay-sim", "netpay", issuer))
                .append(line("api-key", issuer.path("apiKey")))
                .append(line("access-key", issuer.path("accessKey")))
                .append("      products:\n");
        for (JsonNode product : issuer.path("products")) {
            text.append("        - {id: ").append(text(product.path("id")));
            text.append(", currency: ").append(text(product.path("currency")));
            text.append(", name: ").append(quoted(name(product))).append("}\n");
        }
        return text.toString();
    }

    private static String name(JsonNode product) {
        return product.path("name").asText("Prepaid " + product.path("currency").asText());
    }

    private static String account(String name, String kind, JsonNode issuer) {
        return ACCOUNT.formatted(name, kind, text(issuer.path("baseUrl")));
    }

    private static String line(String key, JsonNode value) {
        return "      " + key + ": " + text(value) + "\n";
    }

    private static String text(JsonNode value) {
        if (!value.isValueNode() || value.asText().isEmpty()) {
            throw new StartRefused("The simulated issuers did not say how to reach them.");
        }
        return quoted(value.asText());
    }

    /** JSON's strings are YAML's double-quoted ones. */
    private static String quoted(String value) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(value).toString();
    }
}
