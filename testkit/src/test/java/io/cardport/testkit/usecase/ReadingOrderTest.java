package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardState;
import io.cardport.domain.card.LockOwner;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the order and repetition of webhooks, a card ends where the issuer has it. */
class ReadingOrderTest {
    /** What an issuer's card may do next. */
    private static final Map<String, List<String>> LIFE = Map.of(
            "making", List.of("active"),
            "active", List.of("frozen", "blocked", "closed"),
            "frozen", List.of("active", "blocked", "closed"),
            "blocked", List.of("active", "closed"),
            "closed", List.of());

    private record Said(String word, int minute) {}

    @Test
    void readingsWithTimesEndInOneStateInAnyOrder() {
        Trials.of(400).forAll(random -> history(new Random(random.nextLong())), deliveries -> {
            String last = deliveries.stream()
                    .max(Comparator.comparing(Said::minute))
                    .orElseThrow()
                    .word();
            assertThat(finalState(deliveries, true)).isEqualTo(expected(last));
        });
    }

    @Test
    void readingsWithoutTimesEndInTheIssuersStateAfterOneLook() {
        Trials.of(200).forAll(random -> history(new Random(random.nextLong())), deliveries -> {
            String last = deliveries.stream()
                    .max(Comparator.comparing(Said::minute))
                    .orElseThrow()
                    .word();
            assertThat(finalState(deliveries, false)).isEqualTo(expected(last));
        });
    }

    @Test
    void anEarlyWebhookIsParkedAndReadOnceTheCardIsKnown() {
        House house = new House();
        CardholderId holder = house.holder();
        WebhookIssuer webhooks = new WebhookIssuer();
        CardSeen blocked = new CardSeen(
                new ProviderRef("card-1"),
                CardReading.LOCKED_BY_PROVIDER,
                "blocked",
                CardFacts.NONE,
                Optional.of(house.clock.instant().plusSeconds(1)));
        webhooks.say("early", new Signal.CardSaid(blocked, Optional.empty()));
        DeliveryId id = admit(house, "early");
        assertThat(webhooks.applier(house).handle(id)).isEqualTo(Applied.PARKED);
        house.issue(holder);
        Instant now = house.clock.instant();
        List<DeliveryId> due = house.stores.write(all -> all.inbox().takeDue(now, now.plusSeconds(30), 10));
        assertThat(due)
                .as("the answer that made the card known brings the parked delivery back")
                .containsExactly(id);
        assertThat(webhooks.applier(house).handle(id)).isEqualTo(Applied.APPLIED);
        assertThat(house.onlyCard().standing().state().lockedBy()).contains(LockOwner.PROVIDER);
    }

    /** A legal life of a card, as deliveries in any order with repeats; the last event is always among them. */
    private static List<Said> history(Random random) {
        List<Said> events = new ArrayList<>(List.of(new Said("active", 1)));
        int length = random.nextInt(6);
        for (int at = 0; at < length; at++) {
            List<String> next = LIFE.getOrDefault(events.getLast().word(), List.of());
            if (next.isEmpty()) {
                break;
            }
            events.add(new Said(next.get(random.nextInt(next.size())), events.size() + 1));
        }
        List<Said> deliveries = new ArrayList<>(events);
        for (int repeats = random.nextInt(4); repeats > 0; repeats--) {
            deliveries.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(deliveries, random);
        return deliveries;
    }

    private static CardState.Name expected(String word) {
        return switch (word) {
            case "active" -> CardState.Name.ACTIVE;
            case "frozen", "blocked" -> CardState.Name.LOCKED;
            case "closed" -> CardState.Name.CLOSED;
            default -> CardState.Name.PENDING;
        };
    }

    private static CardState.Name finalState(List<Said> deliveries, boolean dated) {
        House house = new House();
        Card card = house.activeCard();
        Instant start = house.clock.instant();
        house.clock.advance(Duration.ofHours(1));
        String last = deliveries.stream()
                .max(Comparator.comparing(Said::minute))
                .orElseThrow()
                .word();
        house.issuer.cards.replaceAll((id, word) -> last);
        WebhookIssuer webhooks = new WebhookIssuer();
        int index = 0;
        for (Said said : deliveries) {
            var reference = card.atProvider().reference().orElseThrow();
            Optional<Instant> at =
                    dated ? Optional.of(start.plus(Duration.ofMinutes(said.minute()))) : Optional.empty();
            String name = "delivery-" + index++;
            webhooks.say(
                    name,
                    new Signal.CardSaid(
                            new CardSeen(
                                    reference, InMemoryIssuer.reading(said.word()), said.word(), CardFacts.NONE, at),
                            Optional.empty()));
            webhooks.applier(house).handle(admit(house, name));
        }
        if (!dated) {
            new LookAtCard(house.context).handle(card.id());
        }
        house.assertVersionsWithoutHoles();
        return house.card(card.id()).standing().state().name();
    }

    static DeliveryId admit(House house, String name) {
        DeliveryId id = house.context.ids().delivery();
        house.stores.admit(
                new StoredDelivery(id, "memory", name, name.getBytes(StandardCharsets.UTF_8), house.clock.instant()));
        return id;
    }
}
