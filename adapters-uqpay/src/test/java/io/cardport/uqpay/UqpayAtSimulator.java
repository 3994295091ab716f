package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.testkit.issuing.People;
import io.cardport.testkit.wire.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** An adapter at a simulated issuer of its own, and what a test asks of both. */
abstract class UqpayAtSimulator {
    static UqpayBench bench;
    static int number;

    @BeforeAll
    static void start() {
        bench = new UqpayBench();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @AfterEach
    void calm() {
        bench.proxy().forget();
        bench.calm();
    }

    static ProviderRef activeCard() {
        ProviderRef card = made(bench.provider().issue(virtual(approvedHolder(), bench.options())))
                .seen()
                .card();
        bench.settle(card);
        bench.proxy().forget();
        return card;
    }

    static void settled(ProviderRef card, Outcome<CardChanged> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        bench.settle(card);
    }

    static ProviderRef approvedHolder() {
        ProviderRef holder = onboarded(onboarding()).holder();
        bench.approve(holder);
        return holder;
    }

    static OnboardCommand onboarding() {
        return new OnboardCommand(
                operation(),
                new CardholderId("ch_" + id()),
                Optional.empty(),
                Optional.empty(),
                People.person(5_000L + ++number),
                People.documents(),
                Optional.empty());
    }

    static OnboardedHolder onboarded(OnboardCommand command) {
        Outcome<OnboardedHolder> outcome = bench.provider().onboard(command);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<OnboardedHolder>) outcome).value();
    }

    static IssueCommand virtual(ProviderRef holder, CardOptions options) {
        return new IssueCommand(
                operation(),
                new CardId("card_" + id()),
                new IssueCommand.HolderAtProvider(holder, People.person(5_000L + number)),
                bench.product(),
                options,
                Optional.empty());
    }

    static CardOptions options(Optional<Money> load, Optional<String> name, CardControlsSpec controls) {
        return new CardOptions(
                load,
                name,
                CardOptions.NONE.addresses(),
                controls,
                Optional.empty(),
                Optional.empty(),
                CardOptions.Metadata.EMPTY);
    }

    static CardActivation.Activate activation(ProviderRef card, Optional<Secret> code) {
        return new CardActivation.Activate(operation(), card, code, Optional.of(Secret.of("193746")));
    }

    static IssuedCard made(Outcome<IssuedCard> outcome) {
        return switch (outcome) {
            case Outcome.Done<IssuedCard>(IssuedCard card) -> card;
            case Outcome.Accepted<IssuedCard>(var order, var card) -> card.orElseThrow();
            case Outcome.Refused<IssuedCard> refused -> throw new AssertionError(refused);
            case Outcome.NotSent<IssuedCard> notSent -> throw new AssertionError(notSent);
            case Outcome.Unknown<IssuedCard> unknown -> throw new AssertionError(unknown);
        };
    }

    static Predicate<Traffic> isPost() {
        return traffic -> traffic.method().equals("POST") && !isForToken(traffic);
    }

    static boolean isForToken(Traffic traffic) {
        return traffic.target().endsWith("/v1/connect/token");
    }

    static List<String> keys() {
        return bench.proxy().seen().stream()
                .filter(isPost())
                .flatMap(one -> one.header("x-idempotency-key").stream())
                .toList();
    }

    static CardCommand command(ProviderRef card) {
        return new CardCommand(operation(), card, "asked for by a test");
    }

    static CardReading reading(ProviderRef card) {
        CardSeen seen = found(able(CardLookup.class).card(card));
        return seen.reading();
    }

    static ApplicantReading applicant(ProviderRef holder) {
        return found(able(ApplicantScreening.class).applicant(holder, holder)).reading();
    }

    static <C extends Capability> C able(Class<C> capability) {
        return bench.provider().can(capability).orElseThrow();
    }

    static <T> T found(Look<T> look) {
        return switch (look) {
            case Look.Found<T>(T value) -> value;
            case Look.Absent<T> absent -> throw new AssertionError(absent);
            case Look.Denied<T> denied -> throw new AssertionError(denied);
            case Look.Unavailable<T> unavailable -> throw new AssertionError(unavailable);
        };
    }

    static OperationId operation() {
        return new OperationId("op_" + id());
    }

    static String id() {
        return String.format("%026d", 900_000 + ++number);
    }

    static Money usd(long minor) {
        return new Money(minor, UqpayBench.USD);
    }
}
