package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.usecase.ApplyDelivery;
import io.cardport.domain.usecase.PullWebhooks;
import io.cardport.domain.usecase.PullWebhooks.Pull;
import io.cardport.domain.webhook.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A webhook that never came is in the issuer's record, and one that came is not taken for another. */
class PullWebhooksTest {
    private final House house = new House();
    private final WebhookIssuer webhooks = new WebhookIssuer();
    private final List<Instant> asked = new ArrayList<>();
    private Look<List<MissedWebhooks.Pulled>> record = new Look.Found<>(List.of());

    PullWebhooksTest() {
        house.issuer.extras.add(webhooks);
        house.issuer.extras.add((MissedWebhooks) from -> {
            asked.add(from);
            return record;
        });
    }

    @Test
    void aWebhookThatNeverCameIsAppliedAndOneThatCameIsNot() {
        Card card = house.activeCard();
        house.clock.advance(Duration.ofMinutes(1));
        webhooks.say(
                "lost",
                new Signal.CardSaid(
                        new CardSeen(
                                card.atProvider().reference().orElseThrow(),
                                CardReading.LOCKED_BY_PROVIDER,
                                "blocked",
                                CardFacts.NONE,
                                Optional.of(house.clock.instant())),
                        Optional.empty()));
        record = new Look.Found<>(List.of(pulled("lost")));
        assertThat(pull()).isEqualTo(new Pull.Complete(1));
        read();
        assertThat(house.card(card.id()).standing().state()).isInstanceOf(CardState.Locked.class);
        assertThat(pull()).isEqualTo(new Pull.Complete(0));
    }

    @Test
    void eachPullBeginsAnHourBeforeTheLastThatWasComplete() {
        Instant first = house.clock.instant();
        pull();
        house.clock.advance(Duration.ofHours(2));
        record = new Look.Unavailable<>(Look.Cause.ISSUER_DOWN);
        assertThat(pull()).isEqualTo(new Pull.Incomplete());
        house.clock.advance(Duration.ofHours(2));
        record = new Look.Found<>(List.of());
        pull();
        assertThat(asked)
                .containsExactly(
                        first.minus(Duration.ofHours(24)),
                        first.minus(Duration.ofHours(1)),
                        first.minus(Duration.ofHours(1)));
    }

    @Test
    void anIssuerWithoutARecordIsNotAsked() {
        house.issuer.extras.removeIf(MissedWebhooks.class::isInstance);
        assertThat(pull()).isEqualTo(new Pull.NotOffered());
    }

    private Pull pull() {
        return new PullWebhooks(house.context, house.stores).handle("memory");
    }

    private void read() {
        List<DeliveryId> due = house.stores.write(all ->
                all.inbox().takeDue(house.clock.instant(), house.clock.instant().plusSeconds(30), 10));
        due.forEach(new ApplyDelivery(house.context)::handle);
    }

    private static MissedWebhooks.Pulled pulled(String name) {
        return new MissedWebhooks.Pulled(name.getBytes(StandardCharsets.UTF_8));
    }
}
