package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;

/** Cards that an issuer has and is still making: a webhook may tell, and a look finds out where none does. */
final class PendingCards {
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration LATE = Duration.ofDays(30);

    private PendingCards() {}

    /** Has a card that is still being made looked at again: at first soon, then ever later, in the end once a day. */
    static void lookAgain(Context context, Stores stores, Card card) {
        boolean readable =
                context.ability(card.owner().account(), CardLookup.class).isPresent();
        if (readable
                && card.standing().state() instanceof CardState.Pending
                && card.atProvider().reference().isPresent()) {
            var timing = context.providers()
                    .find(card.owner().account())
                    .map(ProviderAccount::timing)
                    .orElse(ProviderAccount.Timing.USUAL);
            Instant now = context.now();
            Duration age = Duration.between(card.times().createdAt(), now);
            if (age.compareTo(timing.giveUp().plus(LATE)) < 0) {
                stores.cards().lookAt(card.id(), now.plus(wait(timing, age)));
            }
        }
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
