package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SettleOperation;
import io.cardport.domain.usecase.TopUpCard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an issuer offers, what nobody knows is settled or a person's within 15 minutes of when it was to be sent by. */
class SettledInTimeTest {
    private static final Duration BOUND = Duration.ofMinutes(15);

    private final House house = new House();

    /** What an issuer offers to settle an operation by. */
    enum Offer {
        KEY(new OperationFacts(Optional.of(Duration.ofHours(24)), Set.of(), Absence.NEVER, Lane.NONE)),
        SHORT_KEY(new OperationFacts(Optional.of(Duration.ofMinutes(6)), Set.of(), Absence.NEVER, Lane.NONE)),
        REFERENCE(new OperationFacts(Optional.empty(), Set.of(Lookup.BY_OPERATION), Absence.CERTAIN, Lane.NONE)),
        UNSURE_REFERENCE(new OperationFacts(Optional.empty(), Set.of(Lookup.BY_OPERATION), Absence.NEVER, Lane.NONE)),
        CARD(new OperationFacts(Optional.empty(), Set.of(Lookup.BY_CARD), Absence.NEVER, Lane.SUBJECT)),
        LIST(new OperationFacts(Optional.empty(), Set.of(Lookup.BY_LIST), Absence.NEVER, Lane.SUBJECT)),
        NOTHING(OperationFacts.BLIND);

        private final OperationFacts facts;

        Offer(OperationFacts facts) {
            this.facts = facts;
        }
    }

    /** The issuer in memory, with other facts and a time in which it can't be asked. */
    private static final class Offering implements IssuingProvider, CardSearch {
        private final InMemoryIssuer issuer;
        private final OperationFacts facts;

        Offering(InMemoryIssuer issuer, OperationFacts facts) {
            this.issuer = issuer;
            this.facts = facts;
        }

        @Override
        public ProviderFacts facts() {
            Map<OperationKind, OperationFacts> all = new HashMap<>();
            for (OperationKind kind : OperationKind.values()) {
                all.put(kind, facts);
            }
            return new ProviderFacts("memory", ProviderFacts.Approval.PERSON, all, false);
        }

        @Override
        public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
            return issuer.onboard(command);
        }

        @Override
        public Outcome<IssuedCard> issue(IssueCommand command) {
            return issuer.issue(command);
        }

        @Override
        public Look<IssuedCard> madeBy(IssueCommand command) {
            return issuer.lists ? new Look.Absent<>() : new Look.Unavailable<>(Look.Cause.ISSUER_DOWN);
        }

        @Override
        public <C extends Capability> Optional<C> can(Class<C> capability) {
            return capability == CardSearch.class ? Optional.of(capability.cast(this)) : issuer.can(capability);
        }
    }

    private Context with(Offer offer) {
        var account =
                new ProviderAccount("memory", new Offering(house.issuer, offer.facts), ProviderAccount.Timing.USUAL);
        return new Context(house.stores, new OneAccount(account), house.context.ids(), house.clock);
    }

    private void pass(Context context, Duration time) {
        Instant end = house.clock.instant().plus(time);
        while (house.clock.instant().isBefore(end)) {
            house.clock.advance(Duration.ofSeconds(1));
            Instant lease = house.clock.instant().plusSeconds(15);
            for (OperationId id :
                    house.stores.write(all -> all.operations().takeDue(house.clock.instant(), lease, 100))) {
                new SettleOperation(context).handle(id);
            }
        }
    }

    private List<Operation> unsettled() {
        return house
                .stores
                .read(all -> all.operations()
                        .list(
                                new OperationStore.Filter(
                                        new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.empty()),
                                new Page.Request(100, Optional.empty())))
                .data()
                .stream()
                .filter(operation -> !operation.state().settled())
                .filter(operation -> !(operation.state() instanceof OperationState.InReview))
                .toList();
    }

    private Card card(CardholderId holder) {
        return ((Result.Settled<Card>) house.issue(holder)).resource();
    }

    private void lose(Context context, Mood mood) {
        CardholderId holder = house.holder();
        Card card = card(holder);
        Card other = card(holder);
        house.issuer.next(mood);
        new TopUpCard(context)
                .handle(
                        new TopUpCard.Command(house.distributor, card.id(), new Money(2000, House.USD)),
                        new Once.Unkeyed<>());
        house.issuer.next(mood);
        new LockCard(context).handle(new LockCard.Command(house.target(other), ""), new Once.Unkeyed<>());
        house.issuer.next(mood);
        new IssueCard(context)
                .handle(
                        new IssueCard.Command(
                                house.distributor,
                                holder,
                                house.product,
                                CardType.VIRTUAL,
                                House.USD,
                                CardOptions.NONE,
                                Optional.empty()),
                        new Once.Unkeyed<>());
    }

    @ParameterizedTest
    @EnumSource
    void withTheIssuerReachableWhateverWasDone(Offer offer) {
        Context context = with(offer);
        lose(context, Mood.SILENT_AFTER);
        pass(context, BOUND.plusSeconds(20));
        assertThat(unsettled()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withTheIssuerReachableWhateverWasNotDone(Offer offer) {
        Context context = with(offer);
        lose(context, Mood.SILENT_BEFORE);
        pass(context, BOUND.plusSeconds(20));
        assertThat(unsettled()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withTheIssuerAwayForHoursOnceItIsBack(Offer offer) {
        Context context = with(offer);
        lose(context, Mood.SILENT_AFTER);
        house.issuer.lists = false;
        for (int often = 0; often < 1_000; often++) {
            house.issuer.next(Mood.UNREACHABLE);
        }
        pass(context, Duration.ofHours(2));
        for (Operation waiting : unsettled()) {
            List<Step> steps = house.stores.read(all -> all.operations().steps(waiting.id()));
            assertThat(steps)
                    .as("%s says why it waits", waiting.kind())
                    .extracting(Step::kind)
                    .containsAnyOf(Step.Kind.NOT_ASKED, Step.Kind.NOT_SENT, Step.Kind.LOST);
        }
        house.issuer.lists = true;
        house.issuer.moods.clear();
        pass(context, BOUND);
        assertThat(unsettled()).isEmpty();
    }
}
