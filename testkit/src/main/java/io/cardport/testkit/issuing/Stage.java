package io.cardport.testkit.issuing;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.secret.Secret;
import io.cardport.testkit.SequentialIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Brings holders and cards into the state that an act needs, and performs acts. */
final class Stage {
    /** The canary: no issuer's simulator would choose it, and no timestamp contains it by chance often. */
    static final String PIN = "739184";

    private static final ProviderRef NOTHING_YET = new ProviderRef("none-yet");

    private final IssuerBench bench;
    // The simulator may keep state between runs; ids and e-mail addresses of two runs must not meet.
    private final SequentialIds ids =
            new SequentialIds(ThreadLocalRandom.current().nextLong(1L << 40));
    private long people = ThreadLocalRandom.current().nextLong(1L << 30);

    Stage(IssuerBench bench) {
        this.bench = bench;
    }

    OperationId operation() {
        return ids.operation();
    }

    /** A person whom the issuer does not know yet. */
    synchronized Subject stranger() {
        long number = people++;
        CardholderProfile profile = People.person(number, bench.details(number));
        var onboarding = new OnboardCommand(
                ids.operation(),
                ids.cardholder(),
                Optional.empty(),
                Optional.of(bench.product().reference()),
                profile,
                People.documents(),
                Optional.empty());
        return new Subject(onboarding, NOTHING_YET, issuing(NOTHING_YET, profile), NOTHING_YET, NOTHING_YET);
    }

    /** A holder whom the issuer knows and has not approved. */
    Subject applicant() {
        Subject stranger = stranger();
        OnboardedHolder holder = done(bench.provider().onboard(stranger.onboarding()));
        return new Subject(
                stranger.onboarding(),
                holder.holder(),
                issuing(holder.holder(), stranger.onboarding().profile()),
                NOTHING_YET,
                NOTHING_YET);
    }

    Subject approved() {
        Subject applicant = applicant();
        bench.approve(applicant.holder());
        return applicant;
    }

    /** A holder with an active card. */
    Subject carded() {
        Subject approved = approved();
        IssuedCard card = done(bench.provider().issue(approved.issuing()));
        bench.settle(card.seen().card());
        return approved.withCard(card.seen().card());
    }

    Subject ready(Act act) {
        return switch (act) {
            case ONBOARD, PRODUCTS, ACCOUNT_BALANCES -> stranger();
            case APPLICANT, FIND_HOLDER, UPDATE_HOLDER -> bench.prepare(act, applicant());
            case ISSUE, ASSIGN -> bench.prepare(act, approved());
            case UNLOCK -> {
                Subject carded = carded();
                perform(Act.LOCK, carded, operation());
                bench.settle(carded.card());
                yield bench.prepare(act, carded);
            }
            case ORDER -> {
                Subject carded = carded();
                Result ordered = perform(Act.TOP_UP, carded, operation());
                yield bench.prepare(act, carded.withOrder(order(ordered)));
            }
            case WITHDRAW -> {
                Subject carded = carded();
                perform(Act.TOP_UP, carded, operation());
                bench.settle(carded.card());
                yield bench.prepare(act, carded);
            }
            case ACTIVATE, LOCK, CLOSE, TOP_UP, SET_PIN, SET_CONTROLS -> bench.prepare(act, carded());
            case CARD, BALANCE, TRANSACTIONS, ACCOUNT_TRANSACTIONS, REVEAL, FIND_CARD -> bench.prepare(act, carded());
        };
    }

    Result perform(Act act, Subject subject, OperationId operation) {
        IssuingProvider provider = bench.provider();
        ProviderRef card = subject.card();
        var command = new CardCommand(operation, card, "asked for by a test");
        var funds = new MoveFunds(operation, card, bench.amount());
        return switch (act) {
            case ONBOARD -> told(provider.onboard(with(operation, subject.onboarding())));
            case ISSUE -> told(provider.issue(with(operation, subject.issuing())));
            case UPDATE_HOLDER -> told(able(HolderUpdate.class).update(moved(operation, subject)));
            case ASSIGN -> told(able(CardAssignment.class).assign(with(operation, subject.issuing())));
            case ACTIVATE -> told(able(CardActivation.class).activate(activation(operation, card)));
            case LOCK -> told(able(CardControls.class).lock(command));
            case UNLOCK -> told(able(CardControls.class).unlock(command));
            case CLOSE -> told(able(CardClosing.class).close(command));
            case TOP_UP -> told(able(CardFunding.class).topUp(funds));
            case WITHDRAW -> told(able(CardWithdrawal.class).withdraw(funds));
            case SET_PIN -> told(able(PinSetting.class).setPin(operation, card, Secret.of(PIN)));
            case SET_CONTROLS -> told(able(SpendControls.class).apply(operation, card, controls()));
            case APPLICANT ->
                shown(able(ApplicantScreening.class)
                        .applicant(subject.holder(), bench.product().reference()));
            case CARD -> shown(able(CardLookup.class).card(card));
            case BALANCE -> shown(able(CardBalance.class).balance(card));
            case TRANSACTIONS -> shown(able(CardTransactions.class).transactions(card, Instant.EPOCH));
            case ACCOUNT_TRANSACTIONS -> shown(accountTransactions());
            case REVEAL -> shown(able(CardReveal.class).reveal(operation, card));
            case PRODUCTS -> shown(able(ProductCatalogue.class).products());
            case ACCOUNT_BALANCES -> shown(able(AccountBalances.class).accountBalances());
            case ORDER -> shown(able(OrderLookup.class).order(subject.order()));
            case FIND_CARD -> shown(able(CardSearch.class).madeBy(subject.issuing()));
            case FIND_HOLDER -> shown(able(HolderSearch.class).registeredBy(subject.onboarding()));
        };
    }

    private Look<AccountTransactions.Part> accountTransactions() {
        Instant now = Instant.now();
        return able(AccountTransactions.class)
                .transactions(new AccountTransactions.Span(now.minusSeconds(3600), now), Optional.empty());
    }

    private static Result told(Outcome<?> outcome) {
        return new Result.Told(outcome);
    }

    private static Result shown(Look<?> look) {
        return new Result.Shown(look);
    }

    private static CardActivation.Activate activation(OperationId operation, ProviderRef card) {
        return new CardActivation.Activate(
                operation, card, Optional.of(Secret.of("000000")), Optional.of(Secret.of(PIN)));
    }

    private static HolderUpdate.UpdateHolder moved(OperationId operation, Subject subject) {
        CardholderProfile before = subject.onboarding().profile();
        return new HolderUpdate.UpdateHolder(operation, subject.holder(), before, moved(before), Documents.NONE);
    }

    private CardControlsSpec controls() {
        return new CardControlsSpec(
                Optional.empty(),
                List.of(new CardControlsSpec.SpendingControl(
                        bench.amount(), CardControlsSpec.Interval.PER_TRANSACTION)),
                Optional.empty());
    }

    private <C extends Capability> C able(Class<C> capability) {
        return bench.provider().can(capability).orElseThrow();
    }

    private IssueCommand issuing(ProviderRef holder, CardholderProfile profile) {
        CardOptions options = bench.options();
        CardId card = ids.card();
        return new IssueCommand(
                ids.operation(),
                card,
                new IssueCommand.HolderAtProvider(holder, profile),
                bench.product(),
                options,
                Optional.empty());
    }

    private static IssueCommand with(OperationId operation, IssueCommand command) {
        return new IssueCommand(
                operation,
                command.card(),
                command.holder(),
                command.product(),
                command.options(),
                command.cardNumber());
    }

    private static OnboardCommand with(OperationId operation, OnboardCommand command) {
        return new OnboardCommand(
                operation,
                command.cardholder(),
                command.known(),
                command.product(),
                command.profile(),
                command.documents(),
                command.challengeResponse());
    }

    private static CardholderProfile moved(CardholderProfile profile) {
        var contact = new CardholderProfile.Contact(
                profile.contact().email(),
                profile.contact().country(),
                profile.contact().areaCode(),
                "81234567");
        return new CardholderProfile(
                profile.type(),
                profile.name(),
                contact,
                profile.person(),
                profile.address(),
                profile.identity(),
                profile.details());
    }

    static ProviderRef order(Result result) {
        return switch (result) {
            case Result.Told(Outcome.Accepted<?>(ProviderRef order, var soFar)) -> order;
            case Result.Told told -> NOTHING_YET;
            case Result.Shown shown -> NOTHING_YET;
        };
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Accepted<T>(ProviderRef order, Optional<T> soFar) -> soFar.orElseThrow();
            case Outcome.Refused<T> refused -> throw new AssertionError("could not be prepared: " + refused);
            case Outcome.NotSent<T> notSent -> throw new AssertionError("could not be prepared: " + notSent);
            case Outcome.Unknown<T> unknown -> throw new AssertionError("could not be prepared: " + unknown);
        };
    }
}
