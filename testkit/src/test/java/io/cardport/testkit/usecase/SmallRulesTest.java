package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.ActivateCard;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Smaller promises about cards. */
class SmallRulesTest {
    private final House house = new House();

    @Test
    void aCardWhoseActivationCodeHasNotComeIsWaitedFor() {
        Card card = inactive();
        int calls = house.issuer.calls;
        assertThat(activate(card, Optional.empty()))
                .isEqualTo(new Result.Declined<>(new Problem.ActivationCodeAwaited(CardState.Name.INACTIVE)));
        assertThat(house.issuer.calls).isEqualTo(calls);
        house.stores.write(all -> {
            all.cards().keepActivationCode(card.id(), Secret.of("123456"));
            return card;
        });
        assertThat(activate(card, Optional.empty())).isInstanceOf(Result.Settled.class);
    }

    @Test
    void whoHasTheCodeNeedNotWait() {
        assertThat(activate(inactive(), Optional.of(Secret.of("123456")))).isInstanceOf(Result.Settled.class);
    }

    private Card inactive() {
        Card card = house.activeCard();
        house.issuer.cards.replaceAll((id, word) -> "inactive");
        house.stores.write(all -> {
            all.cards().update(card.standing(card.standing().in(new CardState.Inactive(), "inactive")));
            return card;
        });
        return card;
    }

    private Result<Card> activate(Card card, Optional<Secret> code) {
        return new ActivateCard(house.context)
                .handle(
                        new ActivateCard.Command(house.target(card), code, Optional.of(Secret.of("4821"))),
                        new Once.Unkeyed<>());
    }

    @Test
    void aReviewThatAnUnsettledOperationCausesOutlastsTheCardsOwnChanges() {
        Card card = house.activeCard();
        house.issuer.remembersKeys = false;
        house.issuer.next(Mood.SILENT_AFTER);
        house.topUp(card);
        house.runJobs(Duration.ofMinutes(10));
        assertThat(house.card(card.id()).standing().review()).isPresent();
        house.issuer.cards.replaceAll((id, word) -> "blocked");
        new LookAtCard(house.context).handle(card.id());
        assertThat(house.card(card.id()).standing().state().name()).isEqualTo(CardState.Name.LOCKED);
        assertThat(house.card(card.id()).standing().review()).isPresent();
    }

    @Test
    void aKeyIsBusyUntilTheAccountsOwnDeadlineHasPassed() {
        House slow = new House(Duration.ofSeconds(90));
        Card card = slow.activeCard();
        slow.issuer.next(Mood.KILLS_CALLER);
        Actor actor = new Actor.OfDistributor(slow.distributor);
        try {
            slow.topUp(card, new Once.Keyed<>(actor, "key", "print", result -> {
                throw new AssertionError("nobody is left to answer");
            }));
        } catch (ProcessDied expected) {
            assertThat(expected).hasMessage(null);
        }
        Claim claim = slow.stores.read(all -> all.claims().find(actor, "key")).orElseThrow();
        assertThat(claim.busyUntil()).isEqualTo(slow.clock.instant().plusSeconds(95));
        assertThat(Map.of("answered", claim.answer())).containsValue(Optional.empty());
    }
}
