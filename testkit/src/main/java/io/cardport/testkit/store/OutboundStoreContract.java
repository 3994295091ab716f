package io.cardport.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.delivery.Consignment;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.delivery.OutboundDelivery.Attempt;
import io.cardport.domain.delivery.OutboundDelivery.Outcome;
import io.cardport.domain.delivery.OutboundDelivery.Status;
import io.cardport.domain.delivery.OutboundDelivery.Told;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.Reason;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.EventId;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.OutboundStore.Filter;
import io.cardport.domain.store.OutboundStore.Replayed;
import io.cardport.domain.store.OutboundStore.Verdict;
import io.cardport.domain.store.OutboundStore.Which;
import io.cardport.domain.store.OutboundStore.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of webhook endpoints and of deliveries to them keeps to. Run it by extending it. */
public abstract class OutboundStoreContract extends OutboundTrials {
    /** Made by JUnit. */
    protected OutboundStoreContract() {}

    @Test
    final void anEndpointIsKeptWithItsSecretsForItsOwnerAlone() {
        WebhookEndpoint made = endpoint(new EventFilter.Only(Set.of(EventType.CARD_CLOSED, EventType.CARD_LOCKED)));

        optional(stores -> stores.endpoints().find(rows().own, made.id())).contains(made);
        optional(stores -> stores.endpoints().find(rows().foreign, made.id())).isEmpty();
        optional(stores -> stores.endpoints().lock(rows().foreign, made.id())).isEmpty();
        optional(stores -> stores.endpoints().lock(new Scope.Everything(), made.id()))
                .contains(made);
        assertThat(read(stores -> stores.endpoints().list(rows().own, ALL)).data())
                .containsExactly(made);
        assertThat(read(stores -> stores.endpoints().list(rows().foreign, ALL)).data())
                .isEmpty();
        list(stores -> stores.endpoints().secrets(made.id(), NOW))
                .singleElement()
                .satisfies(secret -> assertThat(secret.value()).isEqualTo(Secret.of("whsec_first")));
        WebhookEndpoint gone = made.in(new State.Disabled(Reason.GONE), NOW.plusSeconds(1));
        rows().write(stores -> stores.endpoints().update(gone));
        optional(stores -> stores.endpoints().find(rows().own, made.id())).contains(gone);
        result(stores -> stores.endpoints().nextPing(made.id())).isEqualTo(1L);
        result(stores -> stores.endpoints().nextPing(made.id())).isEqualTo(2L);
    }

    @Test
    final void endpointsAreFoundByASecretTypeThatTheyName() {
        WebhookEndpoint named = endpoint(new EventFilter.Only(Set.of(EventType.CARD_OTP)));
        WebhookEndpoint both = endpoint(new EventFilter.Every(Set.of(EventType.CARD_OTP)));
        endpoint(EVERY);
        endpoint(new EventFilter.Only(Set.of(EventType.CARD_CLOSED)));
        WebhookEndpoint gone = endpoint(new EventFilter.Only(Set.of(EventType.CARD_OTP)));
        rows().write(stores -> stores.endpoints().update(gone.in(new State.Disabled(Reason.GONE), NOW.plusSeconds(1))));

        list(stores -> stores.endpoints().naming(rows().distributor, EventType.CARD_OTP))
                .containsExactly(named, both);
        list(stores -> stores.endpoints().naming(rows().ids.distributor(), EventType.CARD_OTP))
                .isEmpty();
        optional(stores -> stores.endpoints().find(rows().own, both.id())).contains(both);
    }

    @Test
    final void secretsOverlapUntilTheirEnd() {
        WebhookEndpoint made = endpoint(EVERY);
        rotate(made, "whsec_second", NOW.plusSeconds(1), NOW.plusSeconds(10));
        rotate(made, "whsec_third", NOW.plusSeconds(2), NOW.plusSeconds(20));

        assertThat(secrets(made, NOW.plusSeconds(9)))
                .containsExactly(Secret.of("whsec_third"), Secret.of("whsec_second"), Secret.of("whsec_first"));
        assertThat(secrets(made, NOW.plusSeconds(10)))
                .containsExactly(Secret.of("whsec_third"), Secret.of("whsec_second"));
        assertThat(secrets(made, NOW.plusSeconds(20))).containsExactly(Secret.of("whsec_third"));
    }

    @Test
    final void anEventGoesToEnabledEndpointsOfItsDistributorThatWantIt() {
        WebhookEndpoint every = endpoint(EVERY);
        WebhookEndpoint locks = endpoint(new EventFilter.Only(Set.of(EventType.CARD_LOCKED)));
        WebhookEndpoint off = endpoint(EVERY);
        rows().write(stores -> stores.endpoints().update(off.in(new State.Disabled(Reason.DISTRIBUTOR), NOW)));
        EventId event = happened(card(), EventType.CARD_CLOSED, NOW);
        queued();

        assertThat(take(every, NOW)).singleElement().satisfies(taken -> {
            assertThat(taken.parcel().event()).isEqualTo(event);
            assertThat(taken.parcel().url()).isEqualTo(every.terms().url());
            assertThat(taken.parcel().secrets()).containsExactly(Secret.of("whsec_first"));
            assertThat(taken.parcel().timeout()).isEqualTo(TIMEOUT);
            assertThat(taken.parcel().body())
                    .isEqualTo(opened().feed()
                            .read(rows().distributor, 0, 10)
                            .getFirst()
                            .json());
            assertThat(taken.progress().since()).isEqualTo(NOW);
        });
        assertThat(deliveries(locks)).isEmpty();
        assertThat(deliveries(off)).isEmpty();
    }

    @Test
    final void theNextOfASubjectFollowsTheEndOfTheOneBefore() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        Card one = card();
        EventId first = happened(one, EventType.CARD_REQUESTED, NOW);
        EventId second = happened(one, EventType.CARD_ISSUED, NOW);
        EventId third = happened(one, EventType.CARD_ACTIVATED, NOW);
        EventId other = happened(card(), EventType.CARD_REQUESTED, NOW);
        queued();

        List<Consignment> taken = take(endpoint, NOW);
        assertThat(events(taken)).containsExactlyInAnyOrder(first, other);
        assertThat(take(endpoint, NOW)).isEmpty();
        Consignment head = of(taken, first);
        settle(head, new Verdict.Again(NOW.plusSeconds(5), NOW), NOW);
        assertThat(take(endpoint, NOW.plusSeconds(4))).isEmpty();
        assertThat(delivery(head).nextAttemptAt()).contains(NOW.plusSeconds(5));
        head = of(take(endpoint, NOW.plusSeconds(5)), first);
        assertThat(head.progress().failures()).isEqualTo(1);
        settle(head, new Verdict.Delivered(), NOW.plusSeconds(5));
        head = of(take(endpoint, NOW.plusSeconds(5)), second);
        assertThat(head.progress().failures()).isZero();
        settle(head, new Verdict.Dead(NOW), NOW.plusSeconds(6));
        head = of(take(endpoint, NOW.plusSeconds(6)), third);
        settle(head, new Verdict.Delivered(), NOW.plusSeconds(6));

        assertThat(deliveries(endpoint))
                .extracting(OutboundDelivery::status)
                .containsExactly(Status.PENDING, Status.DELIVERED, Status.DEAD, Status.DELIVERED);
        assertThat(deliveries(endpoint).getLast().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.TIMEOUT, Outcome.TAKEN);
        EventId fourth = happened(one, EventType.CARD_LOCKED, NOW);
        queued();
        of(take(endpoint, NOW.plusSeconds(7)), fourth);
    }

    @Test
    final void sixteenAreInFlightAtMostAndOneWhereTheEndpointFailsAsAWhole() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        for (int count = 0; count < 20; count++) {
            happened(card(), EventType.CARD_REQUESTED, NOW);
        }
        queued();
        List<Consignment> taken = take(endpoint, NOW);
        assertThat(taken).hasSize(16);
        assertThat(take(endpoint, NOW)).isEmpty();
        settle(taken.getFirst(), new Verdict.Delivered(), NOW);
        assertThat(take(endpoint, NOW)).hasSize(1);
        taken.subList(1, 16)
                .forEach(one -> settle(one, new Verdict.Again(NOW.plusSeconds(1), NOW.plusSeconds(1)), NOW));
        assertThat(take(endpoint, NOW)).isEmpty();
        List<Consignment> again = take(endpoint, NOW.plusSeconds(1));
        assertThat(again).hasSize(15).allMatch(one -> one.progress().failing() == 1);
        again.forEach(
                one -> settle(one, new Verdict.Again(NOW.plusSeconds(2), NOW.plusSeconds(3)), NOW.plusSeconds(1)));

        assertThat(take(endpoint, NOW.plusSeconds(2))).isEmpty();
        Instant later = NOW.plusSeconds(30);
        List<Consignment> probe = take(endpoint, later);
        assertThat(probe).hasSize(1);
        assertThat(take(endpoint, later)).isEmpty();
        settle(probe.getFirst(), new Verdict.Delivered(), later);
        assertThat(take(endpoint, later)).hasSize(16);
    }

    @Test
    final void whatALeaseBringsBackIsDecidedByItsNewHolder() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        Card card = card();
        EventId event = happened(card, EventType.CARD_REQUESTED, NOW);
        EventId next = happened(card, EventType.CARD_ISSUED, NOW);
        queued();
        Consignment late = of(take(endpoint, NOW), event);
        assertThat(take(endpoint, late.claim().until().minusMillis(1))).isEmpty();
        Instant after = late.claim().until();
        Consignment now = of(take(endpoint, after), event);
        assertThat(now.claim().number()).isNotEqualTo(late.claim().number());

        settle(late, new Verdict.Dead(NOW), after);
        assertThat(delivery(now).status()).isEqualTo(Status.PENDING);
        settle(late, new Verdict.Delivered(), after);
        assertThat(delivery(now).status()).isEqualTo(Status.DELIVERED);
        settle(now, new Verdict.Again(after.plusSeconds(5), after), after);
        assertThat(delivery(now).status()).isEqualTo(Status.DELIVERED);
        assertThat(delivery(now).attempts()).hasSize(3);
        of(take(endpoint, after.plusSeconds(60)), next);
    }

    @Test
    final void whatIsTooOldIsGivenUpAlsoWhereNothingIsSent() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        Card card = card();
        happened(card, EventType.CARD_REQUESTED, NOW);
        happened(card, EventType.CARD_ISSUED, NOW.plusSeconds(100));
        queued();
        rows().write(stores -> stores.endpoints().update(endpoint.in(new State.Disabled(Reason.GONE), NOW)));

        assertThat(take(endpoint, NOW.plusSeconds(200))).isEmpty();
        result(stores -> stores.outbound().expire(NOW.plusSeconds(50), NOW.plusSeconds(200), 1_000))
                .satisfies(count -> assertThat(count).isPositive());
        assertThat(deliveries(endpoint))
                .extracting(OutboundDelivery::status)
                .containsExactly(Status.PENDING, Status.DEAD);
        rows().write(stores -> stores.endpoints().update(endpoint));
        assertThat(take(endpoint, NOW.plusSeconds(200))).hasSize(1);
    }

    @Test
    final void anEndpointThatIsRemovedLeavesItsLogAndNothingThatWaits() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        happened(card(), EventType.CARD_REQUESTED, NOW);
        queued();
        Consignment underWay = take(endpoint, NOW).getFirst();
        rows().write(stores -> stores.endpoints().delete(endpoint.id()));

        optional(stores -> stores.endpoints().find(rows().own, endpoint.id())).isEmpty();
        settle(underWay, new Verdict.Again(NOW, NOW), NOW);
        assertThat(take(endpoint, NOW.plusSeconds(60))).isEmpty();
        assertThat(deliveries(endpoint)).extracting(OutboundDelivery::status).containsExactly(Status.DEAD);
    }

    @Test
    final void eventsAreReplayedByTimeByIdAndByFailure() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        Card card = card();
        EventId dead = happened(card, EventType.CARD_REQUESTED, NOW);
        queued();
        settle(take(endpoint, NOW).getFirst(), new Verdict.Dead(NOW), NOW);
        EventId had = happened(card, EventType.CARD_ISSUED, NOW.plusSeconds(1));
        queued();
        settle(take(endpoint, NOW.plusSeconds(1)).getFirst(), new Verdict.Delivered(), NOW.plusSeconds(1));
        rows().write(stores -> stores.endpoints().update(endpoint.in(new State.Disabled(Reason.GONE), NOW)));
        EventId missed = happened(card, EventType.CARD_LOCKED, NOW.plusSeconds(2));
        queued();
        rows().write(stores -> stores.endpoints().update(endpoint));
        Instant now = NOW.plusSeconds(100);

        assertThat(replay(endpoint, new Wish(Optional.empty(), List.of(had), Which.FAILED), now, 10))
                .isEqualTo(new Replayed(0, Optional.empty()));
        assertThat(replay(
                        endpoint, new Wish(Optional.empty(), List.of(rows().ids.event()), Which.ALL), now, 10))
                .isEqualTo(new Replayed(0, Optional.empty()));
        assertThat(replay(endpoint, new Wish(Optional.of(NOW), List.of(), Which.ALL), now, 2))
                .isEqualTo(new Replayed(2, Optional.of(NOW.plusSeconds(2))));
        assertThat(deliverAll(endpoint, now)).containsExactly(dead, had);
        assertThat(replay(endpoint, new Wish(Optional.of(NOW.plusSeconds(2)), List.of(), Which.ALL), now, 2))
                .isEqualTo(new Replayed(1, Optional.empty()));
        assertThat(deliverAll(endpoint, now)).containsExactly(missed);
        assertThat(replay(endpoint, new Wish(Optional.empty(), List.of(missed, had), Which.ALL), now, 2))
                .isEqualTo(new Replayed(2, Optional.empty()));
        assertThat(deliverAll(endpoint, now)).containsExactly(had, missed);
        assertThat(deliveries(endpoint)).hasSize(3);
    }

    @Test
    final void whatFailedIsReplayedAtOnceAndLiftsTheRest() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        EventId event = happened(card(), EventType.CARD_REQUESTED, NOW);
        queued();
        settle(take(endpoint, NOW).getFirst(), new Verdict.Again(NOW.plusSeconds(9_000), NOW.plusSeconds(900)), NOW);
        assertThat(take(endpoint, NOW.plusSeconds(1))).isEmpty();

        assertThat(replay(endpoint, new Wish(Optional.empty(), List.of(), Which.FAILED), NOW.plusSeconds(1), 9)
                        .count())
                .isEqualTo(1);
        Consignment again = of(take(endpoint, NOW.plusSeconds(1)), event);
        assertThat(again.progress().failures()).isZero();
        assertThat(again.progress().since()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    final void aReplayOfWhatTheMoverHasNotSeenYetIsNotQueuedTwice() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        EventId event = happened(card(), EventType.CARD_REQUESTED, NOW);
        opened().feed().sequence(10_000);
        replay(endpoint, new Wish(Optional.empty(), List.of(event), Which.ALL), NOW, 10);
        assertThat(deliverAll(endpoint, NOW)).containsExactly(event);
        queued();

        assertThat(take(endpoint, NOW.plusSeconds(60))).isEmpty();
        assertThat(deliveries(endpoint)).hasSize(1);
    }

    @Test
    final void aPingIsInTheLogAndInNoQueue() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        OutboundDelivery ping = new OutboundDelivery(
                rows().ids.outbound(),
                endpoint.id(),
                rows().distributor,
                new Told(rows().ids.event(), "ping"),
                Status.DEAD,
                List.of(new Attempt(NOW, Outcome.TLS, Optional.empty(), Duration.ofMillis(7))),
                Optional.empty());
        rows().write(stores -> stores.outbound().log(ping, NOW));

        optional(stores -> stores.outbound().find(rows().own, ping.id())).contains(ping);
        optional(stores -> stores.outbound().find(rows().foreign, ping.id())).isEmpty();
        assertThat(listed(new Filter(rows().own, Optional.empty(), Optional.of(Status.DEAD), Optional.empty())))
                .containsExactly(ping);
        assertThat(listed(new Filter(
                        rows().own,
                        Optional.of(endpoint.id()),
                        Optional.empty(),
                        Optional.of(ping.told().event()))))
                .containsExactly(ping);
        assertThat(listed(new Filter(rows().own, Optional.empty(), Optional.of(Status.PENDING), Optional.empty())))
                .isEmpty();
        assertThat(replay(
                                endpoint,
                                new Wish(Optional.empty(), List.of(ping.told().event()), Which.ALL),
                                NOW,
                                1)
                        .count())
                .isZero();
    }

    @Test
    final void theBacklogCountsWhatWaits() {
        WebhookEndpoint endpoint = endpoint(EVERY);
        Card card = card();
        happened(card, EventType.CARD_REQUESTED, NOW);
        happened(card, EventType.CARD_ISSUED, NOW);
        int before = read(stores -> stores.outbound().backlog()).pending();
        queued();
        var backlog = read(stores -> stores.outbound().backlog());
        assertThat(backlog.pending()).isEqualTo(before + 2);
        assertThat(backlog.oldest()).isPresent();
        settle(take(endpoint, NOW).getFirst(), new Verdict.Delivered(), NOW);
        assertThat(read(stores -> stores.outbound().backlog()).pending()).isEqualTo(before + 1);
    }
}
