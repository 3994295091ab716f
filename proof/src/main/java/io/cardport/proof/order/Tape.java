package io.cardport.proof.order;

import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.proof.parts.Site;
import java.util.List;
import java.util.Optional;

/**
 * A life as the real adapter saw it at the simulated issuer: looked at after each step.
 *
 * @param provider the adapter
 * @param before a site whose holder is approved and has no card
 * @param after the same site once the issuer was asked for the card
 * @param holder whose card it is
 * @param asked how the issuer was asked for the card, and what it answered
 * @param seen the card after each step
 * @param order what became of the order, where the issuer has one
 */
record Tape(
        IssuingProvider provider,
        Site before,
        Site after,
        CardholderId holder,
        Asked asked,
        List<CardSeen> seen,
        Optional<OrderSeen> order) {
    /**
     * How an issuer was asked for a card.
     *
     * @param holder its id of the holder
     * @param answer what it answered
     */
    record Asked(ProviderRef holder, Outcome<IssuedCard> answer) {}

    Outcome<IssuedCard> answer() {
        return asked.answer();
    }

    ProviderRef card() {
        return issued(answer()).orElseThrow();
    }

    static Optional<ProviderRef> issued(Outcome<IssuedCard> answer) {
        return switch (answer) {
            case Outcome.Done<IssuedCard>(IssuedCard card) ->
                Optional.of(card.seen().card());
            case Outcome.Accepted<IssuedCard>(ProviderRef ignored, Optional<IssuedCard> card) ->
                card.map(made -> made.seen().card());
            case Outcome.Refused<IssuedCard> ignored -> Optional.empty();
            case Outcome.NotSent<IssuedCard> ignored -> Optional.empty();
            case Outcome.Unknown<IssuedCard> ignored -> Optional.empty();
        };
    }

    /** The issuer's order; made up where it has none, as no event of such an issuer names one. */
    ProviderRef orderReference() {
        return answer() instanceof Outcome.Accepted<IssuedCard>(ProviderRef reference, var ignored)
                ? reference
                : new ProviderRef("no-order");
    }
}
