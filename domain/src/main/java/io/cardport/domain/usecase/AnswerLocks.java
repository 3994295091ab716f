package io.cardport.domain.usecase;

import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.store.ClaimStore;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What recording an issuer's answer takes hold of, all that is known beforehand, in the order that all transactions keep. */
final class AnswerLocks {
    private AnswerLocks() {}

    /** Takes it in one journey, the answer of the request's own key included. Cardholders, who come first, are not among it. */
    static void take(Stores stores, Operation sent, Outcome<Effect> outcome, Optional<ClaimStore.Key> claim) {
        if (sent.about().card().isPresent()) {
            stores.lockAhead(sent, references(sent, outcome), claim);
        }
    }

    private static List<Reference> references(Operation sent, Outcome<Effect> outcome) {
        return switch (outcome) {
            case Outcome.Done<Effect>(var effect) -> cards(sent, effect).toList();
            case Outcome.Accepted<Effect>(var order, var soFar) ->
                Stream.concat(
                                soFar.stream().flatMap(effect -> cards(sent, effect)),
                                Stream.of(reference(sent, Kind.ORDER, order)))
                        .toList();
            case Outcome.Refused<Effect> ignored -> List.of();
            case Outcome.NotSent<Effect> ignored -> List.of();
            case Outcome.Unknown<Effect> ignored -> List.of();
        };
    }

    private static Stream<Reference> cards(Operation sent, Effect effect) {
        return switch (effect) {
            case Effect.Issued(IssuedCard issued, var ignored) ->
                names(issued).map(name -> reference(sent, Kind.CARD, name));
            case Effect.Onboarded ignored -> Stream.empty();
            case Effect.Changed ignored -> Stream.empty();
            case Effect.Moved ignored -> Stream.empty();
            case Effect.Nothing ignored -> Stream.empty();
        };
    }

    private static Reference reference(Operation sent, Kind kind, ProviderRef name) {
        return new Reference(sent.about().account(), kind, name);
    }

    /** Every id by which the issuer calls a card, in the order in which they are locked. */
    static Stream<ProviderRef> names(IssuedCard issued) {
        return Stream.concat(Stream.of(issued.seen().card()), issued.alsoCalled().stream())
                .sorted(Comparator.comparing(ProviderRef::value))
                .distinct();
    }
}
