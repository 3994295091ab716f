package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.boot.SandboxAccount;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The control of a simulated issuer, which stands for the world: here, for a shop. Found through the file that the
 * simulators leave in the data folder, by the name of the sandbox's account.
 *
 * @param control its address
 * @param purchase what it calls a purchase
 */
record Simulation(URI control, String purchase) {
    /** Nothing where this account is not simulated, or its simulators are not in this data folder. */
    static Optional<Simulation> of(Path dataFolder, String account) {
        Path file = dataFolder.resolve("simulators").resolve("simulators.json");
        Optional<SandboxAccount> simulated = SandboxAccount.find(account);
        if (simulated.isEmpty() || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode description = Api.JSON.readTree(file.toFile());
            String issuer = simulated.get().issuer();
            String control = description.path("url").asText() + "/_control/" + issuer;
            return description.path(issuer).isObject()
                    ? Optional.of(
                            new Simulation(URI.create(control), simulated.get().purchase()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Pays with the card in a shop. */
    Reply pay(Api api, String cardAtIssuer, BigDecimal amount) {
        // Where calls name the holder with the card, the issuer itself knows the card by what stands after the colon.
        String card = cardAtIssuer.substring(cardAtIssuer.lastIndexOf(':') + 1);
        return api.elsewhere(
                URI.create(control + "/cards/" + card + "/transactions"),
                Api.JSON.createObjectNode().put("type", purchase).put("amount", amount));
    }
}
