package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Cards that an issuer is still making or has begun to close: a webhook may tell of the end, and a look finds out where
 * none does.
 */
final class PendingCards {
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration LATE = Duration.ofDays(30);

    private PendingCards() {}

    /** What finds out how far a card is that is on its way. */
    enum Looks {
        /** Looks at the card itself. */
        OF_THE_CARD,
        /** The looks at the operation that makes it, which show the card too: a look of its own would ask the same. */
        OF_THE_OPERATION
    }

    /** Has a card that is on its way looked at again: at first soon, then ever later, in the end once a day. */
    static void lookAgain(Context context, Stores stores, Card card) {
        boolean readable =
                context.ability(card.owner().account(), CardLookup.class).isPresent();
        Optional<Instant> since = onItsWaySince(card);
        if (readable && since.isPresent() && card.atProvider().reference().isPresent()) {
            var timing = context.providers()
                    .find(card.owner().account())
                    .map(ProviderAccount::timing)
                    .orElse(ProviderAccount.Timing.USUAL);
            Instant now = context.now();
            Duration age = Duration.between(since.get(), now);
            if (age.compareTo(timing.giveUp().plus(LATE)) < 0) {
                stores.cards().lookAt(card.id(), now.plus(wait(timing, age)));
            }
        }
    }

    private static Optional<Instant> onItsWaySince(Card card) {
        return switch (card.standing().state()) {
            case CardState.Pending ignored -> Optional.of(card.times().createdAt());
            case CardState.Closing ignored -> Optional.of(card.times().updatedAt());
            case CardState.Requested ignored -> Optional.empty();
            case CardState.Inactive ignored -> Optional.empty();
            case CardState.Active ignored -> Optional.empty();
            case CardState.Locked ignored -> Optional.empty();
            case CardState.Closed ignored -> Optional.empty();
            case CardState.Failed ignored -> Optional.empty();
        };
    }

    private static Duration wait(ProviderAccount.Timing timing, Duration age) {
        if (age.compareTo(timing.giveUp()) > 0) {
            return DAILY;
        }
        Duration half = age.dividedBy(2);
        Duration grown = half.compareTo(timing.firstLook()) < 0 ? timing.firstLook() : half;
        return grown.compareTo(timing.longestWait()) > 0 ? timing.longestWait() : grown;
    }
}
