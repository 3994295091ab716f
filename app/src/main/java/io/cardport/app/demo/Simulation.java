package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The control of a simulated issuer, which stands for the world: here, for a shop. Found through the file that the
 * simulators leave in the data folder, by the kind of the account.
 *
 * @param control its address
 */
record Simulation(URI control) {
    /** Nothing where this account is not simulated, or its simulators are not in this data folder. */
    static Optional<Simulation> of(Path dataFolder, String kind) {
        Path file = dataFolder.resolve("simulators").resolve("simulators.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode description = Api.JSON.readTree(file.toFile());
            return description.path(kind).isObject()
                    ? Optional.of(
                            new Simulation(URI.create(description.path("url").asText() + "/_control/" + kind)))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Pays with the card in a shop. */
    Reply pay(Api api, String cardAtIssuer, BigDecimal amount) {
        return api.elsewhere(
                URI.create(control + "/cards/" + cardAtIssuer + "/transactions"),
                Api.JSON.createObjectNode().put("type", "AUTHORIZATION").put("amount", amount));
    }
}
