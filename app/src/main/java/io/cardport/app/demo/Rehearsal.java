package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.boot.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A whole start with many quick issues on a folder of its own, for the JVM to learn from: {@code ./cardport} lets it write
 * down what it read, linked and counted meanwhile (JEP 483, 514 and 515), so that later starts begin with that.
 */
public final class Rehearsal {
    private static final int CARDS = 1_000;
    private static final int PATIENCE = 100;
    private static final long PAUSE_MILLIS = 50;

    private Rehearsal() {}

    /**
     * Rehearses and ends the process as a signal would.
     *
     * @param args an empty folder
     * @throws IOException when the folder can't be used
     * @throws InterruptedException when the main thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        Launch.up("--port", "0", "--data", folder.toString());
        try (Api api = new Api(Access.of(folder).orElseThrow())) {
            rehearse(api);
        } finally {
            System.exit(0);
        }
    }

    /** On the first issuer that approves a person without documents and makes cards without money. */
    private static void rehearse(Api api) throws InterruptedException {
        for (JsonNode product : api.get("/v1/products").body().path("data")) {
            boolean free = product.path("initialLoad").asText().equals("NONE")
                    && product.path("requiredFields").isEmpty()
                    && product.path("cardTypes").toString().contains("VIRTUAL");
            Optional<String> holder = free ? approved(api, product) : Optional.empty();
            if (holder.isPresent()) {
                issue(api, product, holder.get());
                return;
            }
        }
    }

    private static Optional<String> approved(Api api, JsonNode product) throws InterruptedException {
        ObjectNode person = Api.JSON
                .createObjectNode()
                .put("provider", product.path("provider").asText())
                .put("productId", product.path("id").asText())
                .put("type", "INDIVIDUAL")
                .put("email", "ada@example.com")
                .put("firstName", "Ada")
                .put("lastName", "Example")
                .put("country", "SG")
                .put("mobile", "81234567");
        Reply made = api.post(
                "/v1/cardholders",
                person,
                "rehearsal-holder-" + product.path("id").asText());
        String holder = made.body().path("id").asText();
        String status = "/v1/cardholders/" + holder + "/status?productId="
                + product.path("id").asText();
        for (int attempt = 0; made.status() / 100 == 2 && attempt < PATIENCE; attempt++) {
            if (api.get(status).body().path("canIssueCard").asBoolean()) {
                return Optional.of(holder);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Optional.empty();
    }

    private static void issue(Api api, JsonNode product, String holder) {
        for (int card = 0; card < CARDS; card++) {
            ObjectNode wanted = Api.JSON
                    .createObjectNode()
                    .put("cardholderId", holder)
                    .put("productId", product.path("id").asText())
                    .put("type", "VIRTUAL")
                    .put("currency", "USD");
            Reply made = api.post("/v1/cards", wanted, "rehearsal-card-" + card);
            api.get("/v1/cards/" + made.body().path("id").asText());
        }
    }
}
