package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SettleOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An issuer that prepares something first, such as the account of a card, is asked again until it is ready. */
class BusyIssuerTest {
    private final House house = new House();

    @Test
    void aCardIsAskedForAgainSoonAndThenEverLaterUntilTheIssuerIsReady() {
        CardholderId holder = house.holder();
        house.issuer.next(Collections.nCopies(12, Mood.BUSY).toArray(Mood[]::new));
        assertThat(house.issue(holder)).isInstanceOf(Result.Pending.class);
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Requested());
        List<Duration> pauses = new ArrayList<>();
        while (house.onlyCard().standing().state().equals(new CardState.Requested())) {
            Operation kept = open(house.onlyCard());
            assertThat(kept.state()).isEqualTo(new OperationState.Queued());
            Instant next = kept.progress().nextAt().orElseThrow();
            pauses.add(Duration.between(house.clock.instant(), next));
            house.clock.advance(pauses.getLast());
            OperationId id = kept.id();
            new SettleOperation(house.context).handle(id);
        }
        assertThat(pauses).isSorted().hasSize(12);
        assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pauses.getLast()).isEqualTo(Duration.ofMinutes(1));
        assertThat(house.onlyCard().standing().state()).isEqualTo(new CardState.Active());
    }

    private Operation open(Card card) {
        return house.stores
                .<Optional<Operation>>read(
                        all -> all.operations().openOf(card.id()).stream().findFirst())
                .orElseThrow();
    }
}
