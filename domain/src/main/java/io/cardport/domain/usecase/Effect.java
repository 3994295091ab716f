package io.cardport.domain.usecase;

import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What a done operation brings to its subject. */
sealed interface Effect {
    /**
     * A card is made.
     *
     * @param card as the issuer shows it
     * @param shownFrom when the look began that shows it, where one does
     */
    record Issued(IssuedCard card, Optional<Instant> shownFrom) implements Effect {
        Issued(IssuedCard card) {
            this(card, Optional.empty());
        }
    }

    record Changed(CardChanged card) implements Effect {}

    record Moved(FundsMoved funds) implements Effect {}

    record Onboarded(OnboardedHolder holder) implements Effect {}

    record Nothing() implements Effect {}

    static <T> Outcome<Effect> of(Outcome<T> outcome, Function<T, Effect> effect) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> new Outcome.Done<>(effect.apply(value));
            case Outcome.Accepted<T>(var order, var soFar) -> new Outcome.Accepted<>(order, soFar.map(effect));
            case Outcome.Refused<T>(var refusal) -> new Outcome.Refused<>(refusal);
            case Outcome.NotSent<T>(var cause) -> new Outcome.NotSent<>(cause);
            case Outcome.Unknown<T>(var cause) -> new Outcome.Unknown<>(cause);
        };
    }
}
