package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A close that the issuer has begun and whose end no webhook tells. */
class ClosingCardsTest {
    private final House house = new House();

    private CardState.Name state(Card card) {
        return house.card(card.id()).standing().state().name();
    }

    private void becomes(String word) {
        house.issuer.cards.replaceAll((name, before) -> word);
    }

    @Test
    void itIsLookedAtUntilItIsClosed() {
        Card card = house.activeCard();
        house.clock.advance(Duration.ofMinutes(1));
        becomes("closing");
        house.stores.write(all -> {
            all.cards().lookAt(card.id(), house.clock.instant());
            return card;
        });
        house.runJobs(Duration.ofSeconds(15));
        assertThat(state(card)).isEqualTo(CardState.Name.CLOSING);

        house.runJobs(Duration.ofHours(3));
        becomes("closed");
        house.runJobs(Duration.ofMinutes(15));
        assertThat(state(card)).isEqualTo(CardState.Name.CLOSED);
        house.assertVersionsWithoutHoles();
    }
}
