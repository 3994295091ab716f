package io.cardport.uqpay;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.http.JsonView;
import io.cardport.http.Target;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Showing a card (sections 4.1 and 4.8): by a page of UQPAY's, or, for licensed institutions, the numbers themselves. */
final class UqpayReveal implements CardReveal {
    private static final long TOKEN_SECONDS = 60;

    private final UqpayClient client;
    private final Way way;
    private final InstantSource clock;

    UqpayReveal(UqpayClient client, Way way, InstantSource clock) {
        this.client = client;
        this.way = way;
        this.clock = clock;
    }

    /** How secrets are shown. */
    sealed interface Way {
        record Iframe(URI base) implements Way {}

        record Secure() implements Way {}
    }

    @Override
    public Look<RevealedCard> reveal(OperationId operation, ProviderRef card) {
        return switch (way) {
            case Way.Secure secure -> UqpayAnswers.look(client.secure(card), UqpayReveal::details);
            case Way.Iframe(URI base) -> {
                Instant asked = clock.instant();
                // A token is good for one use and the 24 h memory of a key would hand out a used one.
                var key = new UqpayClient.Key(operation, " reveal " + asked.toEpochMilli());
                yield UqpayAnswers.look(client.panToken(key, card), view -> iframe(base, card, asked, view));
            }
        };
    }

    private static Optional<RevealedCard> details(JsonView view) {
        Optional<String> number = view.text("card_number").filter(text -> text.matches("[0-9]{12,19}"));
        Optional<String> cvv = view.word("cvv").filter(text -> text.matches("[0-9]{3,4}"));
        Optional<String> expiry = view.text("expire_date").filter(text -> text.matches("[0-9]{2}/[0-9]{2}"));
        return number.flatMap(pan ->
                cvv.flatMap(code -> expiry.map(end -> new RevealedCard.Details(Secret.of(pan), Secret.of(code), end))));
    }

    private static Optional<RevealedCard> iframe(URI base, ProviderRef card, Instant asked, JsonView view) {
        Instant end = UqpayWire.time(view, "expires_at")
                .orElse(asked.plusSeconds(
                        view.whole("expires_in").filter(s -> s > 0 && s < 3_600).orElse(TOKEN_SECONDS)));
        String prefix = base.toString();
        return view.text("token")
                .filter(token -> !token.isEmpty())
                .map(token -> new RevealedCard.Iframe(
                        Secret.of((prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix)
                                + "/iframe/card?token="
                                + Target.encode(token)
                                + "&cardId="
                                + Target.encode(card.value())),
                        end));
    }
}
