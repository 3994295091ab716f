package io.cardport.@package@;

import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.http.HttpExchange;
import io.cardport.http.Json;
import io.cardport.http.Seal;
import io.cardport.http.SealedRequest;
import io.cardport.http.SendBefore;
import io.cardport.http.Target;
import io.cardport.http.WireBody;
import io.cardport.http.WireRequest;
import io.cardport.http.WireResult;
import java.time.Duration;
import java.util.Map;

/** One method an endpoint. Paths and fields are examples: the issuer's documentation says what they are. */
final class @Name@Client {
    private static final Duration RIGHT_TO_SEND = Duration.ofSeconds(4);

    private final HttpExchange exchange;
    private final Seal seal;

    @Name@Client(HttpExchange exchange, Secret apiKey) {
        this.exchange = exchange;
        this.seal = request -> SealedRequest.of(request).with("X-Api-Key", apiKey.reveal(String::new));
    }

    WireResult createHolder(OnboardCommand command) {
        Map<String, String> body = Map.of(
                "reference", command.cardholder().value(),
                "email", command.profile().contact().email());
        return command("create-holder", Target.of("/holders"), command.operation().value(), body);
    }

    WireResult holder(ProviderRef holder) {
        return exchange.send(
                WireRequest.get("@kind@.retrieve-holder", Target.of("/holders/{id}", holder.value())), seal);
    }

    WireResult createCard(IssueCommand command) {
        Map<String, String> body = Map.of(
                "holder", command.holder().reference().value(),
                "product", command.product().reference().value());
        return command("create-card", Target.of("/cards"), command.operation().value(), body);
    }

    WireResult card(ProviderRef card) {
        return exchange.send(WireRequest.get("@kind@.retrieve-card", Target.of("/cards/{id}", card.value())), seal);
    }

    /** The issuer's idempotency key, where it has one, is made of our operation: the same for every attempt. */
    private WireResult command(String name, Target target, String operation, Map<String, String> body) {
        WireRequest request = WireRequest.post("@kind@." + name, target, WireBody.json(Json.write(body)))
                .with("Idempotency-Key", operation);
        return exchange.send(request, seal, SendBefore.granted(RIGHT_TO_SEND));
    }
}
