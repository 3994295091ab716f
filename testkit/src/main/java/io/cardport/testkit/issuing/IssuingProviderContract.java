package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.SendRight;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.testkit.Trials;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every adapter owes the domain, whatever its issuer is like. A subclass brings the bench and says, with reasons,
 * what its issuer cannot be tested for; everything that is checked is here.
 *
 * <p>Each act's good end, and each refusal of a card, is compared with {@code src/test/resources/transcripts}, where the
 * form of requests and answers is kept without values. Run a test with {@code -Dcardport.transcripts.record=true} to write
 * them, and read what changed before it is committed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class IssuingProviderContract {
    private Optional<IssuerBench> opened = Optional.empty();

    /** Made by JUnit. */
    protected IssuingProviderContract() {}

    /**
     * Starts adapter, issuer and proxy; called once, closed at the end.
     *
     * @return the bench
     */
    protected abstract IssuerBench open();

    /**
     * What the issuer cannot be tested for.
     *
     * @return the exclusions, each with its reason
     */
    protected Exclusions exclusions() {
        return Exclusions.NONE;
    }

    @BeforeAll
    final void openBench() {
        opened = Optional.of(open());
    }

    @AfterAll
    final void closeBench() {
        opened.ifPresent(IssuerBench::close);
    }

    @TestFactory
    final Stream<DynamicTest> everyScenarioComesOutAsAgreed() {
        return declared()
                .flatMap(act -> act.scenarios().stream()
                        .filter(scenario -> isIncluded(act, scenario))
                        .map(scenario ->
                                DynamicTest.dynamicTest(act + " " + scenario, () -> comesOutAsAgreed(act, scenario))));
    }

    @TestFactory
    final Stream<DynamicTest> twoSendsOfOneOperationCarryTheSameKey() {
        return declared()
                .filter(act -> act.operation().map(this::hasKey).orElse(false))
                .filter(act -> isIncluded(act, Scenario.NO_ANSWER_BEFORE_COMMIT))
                .map(act -> DynamicTest.dynamicTest(act.name(), () -> carriesTheSameKey(act)));
    }

    @TestFactory
    final Stream<DynamicTest> whatBeginsTooLateIsNotSent() {
        return declared()
                .filter(act -> act.operation().isPresent())
                .filter(act -> isIncluded(act, Scenario.NOT_SENT))
                .map(act -> DynamicTest.dynamicTest(act.name(), () -> isTooLate(act)));
    }

    @TestFactory
    final Stream<DynamicTest> aLostAnswerIsSettledAsTheFactsSay() {
        return Stream.of(Act.ISSUE, Act.ONBOARD)
                .filter(act -> isIncluded(act, Scenario.NO_ANSWER_AFTER_COMMIT))
                .map(act -> DynamicTest.dynamicTest(act.name(), () -> isSettled(act)));
    }

    @TestFactory
    final Stream<DynamicTest> whatIsNotDeclaredSendsNothing() {
        return Capability.all().stream()
                .filter(capability -> bench().provider().can(capability).isEmpty())
                .map(capability -> DynamicTest.dynamicTest(Capability.nameOf(capability), () -> {
                    bench().proxy().forget();
                    assertThat(bench().provider().can(capability)).isEmpty();
                    assertThat(bench().proxy().bytes()).isZero();
                }));
    }

    @Test
    final void everyExclusionHasAReasonAndIsNeeded() {
        assertThat(exclusions().all()).allSatisfy(exclusion -> {
            assertThat(exclusion.reason()).isNotBlank();
            assertThat(declared()
                            .flatMap(act ->
                                    act.scenarios().stream().filter(scenario -> exclusion.covers(act, scenario))))
                    .as("nothing is excluded by %s", exclusion)
                    .isNotEmpty();
        });
    }

    @Test
    final void factsNameOnlyLookUpsThatAreDeclared() {
        ProviderFacts facts = bench().provider().facts();
        facts.operations()
                .forEach((kind, operation) -> operation.lookups().forEach(lookup -> {
                    if (lookup == Lookup.BY_OPERATION) {
                        Class<? extends Capability> needed =
                                kind == OperationKind.REGISTER_CARDHOLDER || kind == OperationKind.SUBMIT_APPLICANT
                                        ? HolderSearch.class
                                        : CardSearch.class;
                        assertThat(bench().provider().can(needed))
                                .as("%s by %s", kind, lookup)
                                .isPresent();
                    }
                }));
        assertThat(facts.kind()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    final void secretsAreSeenNowhere() throws IOException {
        new Canaries(bench()).fly();
    }

    @Test
    final void aForgedDeliveryIsRefused() {
        Optional<Webhooks> webhooks = bench().provider().can(Webhooks.class);
        Trials.of(200).forAllBytes("{\"event_name\":\"card.update.succeeded\",\"data\":{\"id\":\"1\"}}", body -> {
            var raw = new RawDelivery("test", Map.of("x-signature", List.of("00")), body, Instant.EPOCH);
            webhooks.ifPresent(
                    signed -> assertThat(raw.check(signed.scheme())).isInstanceOf(RawDelivery.Check.Rejected.class));
        });
    }

    @TestFactory
    final Stream<DynamicTest> whatIsRefusedUnsentIsObjectedToBefore() {
        var objecting = new Objecting(bench());
        return Stream.of(
                        Stream.of(DynamicTest.dynamicTest("issue", objecting::toCards)),
                        objections(CardActivation.class, objecting::toActivations),
                        objections(PinSetting.class, objecting::toPins),
                        objections(SpendControls.class, objecting::toControls))
                .flatMap(tests -> tests);
    }

    private <C extends Capability> Stream<DynamicTest> objections(Class<C> capability, Consumer<C> check) {
        return bench().provider().can(capability).stream()
                .map(able -> DynamicTest.dynamicTest(Capability.nameOf(capability), () -> check.accept(able)));
    }

    private void comesOutAsAgreed(Act act, Scenario scenario) {
        var stage = new Stage(bench());
        Subject ready = scenario == Scenario.REFUSED ? stage.applicant() : stage.ready(act);
        Subject subject = scenario == Scenario.NOT_FOUND ? ready.withUnknown(bench().unknown()) : ready;
        bench().proxy().forget();
        arrange(act, scenario);
        try {
            Expectation.check(scenario, stage.perform(act, subject, stage.operation()));
        } finally {
            bench().proxy().accept();
            bench().calm();
        }
        List<Traffic> traffic = traffic();
        assertThat(traffic.stream().filter(one -> !one.method().equals("GET")))
                .as("a command is never sent twice by the adapter itself")
                .hasSizeLessThanOrEqualTo(scenario == Scenario.AUTH_EXPIRED ? 2 : Math.max(1, writes(traffic)));
        if (scenario == Scenario.NOT_SENT) {
            assertThat(bench().proxy().bytes()).isZero();
        }
        if (isTranscribed(act, scenario)) {
            new Transcripts(getClass()).check(act, scenario, traffic);
        }
    }

    private void arrange(Act act, Scenario scenario) {
        switch (scenario) {
            case DONE, ACCEPTED, REFUSED, NOT_FOUND -> {
                // The subject alone makes these.
            }
            case INSUFFICIENT_FUNDS -> bench().drain();
            case NOT_SENT -> bench().proxy().refuse();
            case RATE_LIMITED -> fault(act, bench().rateLimited());
            case AUTH_EXPIRED -> fault(act, bench().authExpired());
            case NO_ANSWER_BEFORE_COMMIT -> fault(act, new WireFault.DropBefore());
            case NO_ANSWER_AFTER_COMMIT -> fault(act, new WireFault.DropAfter());
            case LATE_ANSWER -> fault(act, new WireFault.Stall());
            case CUT_ANSWER -> fault(act, new WireFault.Cut());
            case MALFORMED_ANSWER -> fault(act, new WireFault.Garble());
            case UNKNOWN_WORD -> fault(act, new WireFault.Reword());
            case ISSUER_500 -> fault(act, new WireFault.Answer(500, "{}"));
        }
    }

    /** A command's fault is on its first write, a look's on its first call. */
    private void fault(Act act, WireFault fault) {
        bench().proxy()
                .next(
                        fault,
                        traffic -> bench().belongsToAct(traffic)
                                && (act.operation().isEmpty()
                                        || !traffic.method().equals("GET")));
    }

    private void carriesTheSameKey(Act act) {
        String header = bench().idempotencyHeader().orElseThrow();
        var stage = new Stage(bench());
        Subject subject = stage.ready(act);
        OperationId operation = stage.operation();
        bench().proxy().forget();
        fault(act, new WireFault.DropBefore());
        Result first = stage.perform(act, subject, operation);
        Result second = stage.perform(act, subject, operation);
        Expectation.check(Scenario.NO_ANSWER_BEFORE_COMMIT, first);
        Expectation.check(Scenario.DONE, second);
        stage.perform(act, subject, stage.operation());
        List<List<String>> keys = traffic().stream()
                .filter(one -> !one.method().equals("GET"))
                .map(one -> one.header(header))
                .toList();
        assertThat(keys)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(key -> assertThat(key).hasSize(1));
        assertThat(keys.get(1)).isEqualTo(keys.getFirst());
        assertThat(keys.getLast()).isNotEqualTo(keys.getFirst());
    }

    private void isTooLate(Act act) {
        var stage = new Stage(bench());
        Subject subject = stage.ready(act);
        OperationId operation = stage.operation();
        Result result = SendRight.until(System.nanoTime() - 1, () -> stage.perform(act, subject, operation));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Told.class,
                        told -> assertThat(told.outcome())
                                .isEqualTo(new Outcome.NotSent<>(Outcome.NotSentCause.TOO_LATE)));
    }

    private void isSettled(Act act) {
        var stage = new Stage(bench());
        Subject subject = stage.ready(act);
        OperationId operation = act == Act.ISSUE
                ? subject.issuing().operation()
                : subject.onboarding().operation();
        bench().proxy().forget();
        fault(act, new WireFault.DropAfter());
        Expectation.check(Scenario.NO_ANSWER_AFTER_COMMIT, stage.perform(act, subject, operation));
        ProviderFacts.OperationFacts facts =
                bench().provider().facts().of(act.operation().orElseThrow());
        if (facts.keyWindow().isPresent()) {
            Result again = stage.perform(act, subject, operation);
            Expectation.check(Scenario.DONE, again);
            card(again)
                    .ifPresent(card ->
                            assertThat(bench().cardsOf(subject.holder())).containsExactly(card));
        }
        if (facts.lookups().contains(Lookup.BY_OPERATION)) {
            Act find = act == Act.ISSUE ? Act.FIND_CARD : Act.FIND_HOLDER;
            Expectation.check(Scenario.DONE, stage.perform(find, subject, stage.operation()));
        }
        if (act == Act.ISSUE) {
            assertThat(bench().cardsOf(subject.holder())).hasSize(1);
        }
    }

    private static Optional<ProviderRef> card(Result result) {
        return switch (result) {
            case Result.Told(Outcome.Done<?>(IssuedCard card)) ->
                Optional.of(card.seen().card());
            case Result.Told told -> Optional.empty();
            case Result.Shown(Look<?> look) -> fail("a command gives no look: " + look);
        };
    }

    private boolean isTranscribed(Act act, Scenario scenario) {
        return scenario == Scenario.DONE
                || (act == Act.ISSUE
                        && List.of(Scenario.REFUSED, Scenario.INSUFFICIENT_FUNDS, Scenario.NOT_FOUND)
                                .contains(scenario));
    }

    private List<Traffic> traffic() {
        return bench().proxy().seen().stream()
                .filter(one -> bench().belongsToAct(one))
                .toList();
    }

    private static int writes(List<Traffic> traffic) {
        return (int) traffic.stream()
                .filter(one -> !one.method().equals("GET"))
                .map(one -> one.method() + one.target())
                .distinct()
                .count();
    }

    private Stream<Act> declared() {
        return Arrays.stream(Act.values())
                .filter(act -> act.capability()
                        .map(capability -> bench().provider().can(capability).isPresent())
                        .orElse(true));
    }

    private boolean isIncluded(Act act, Scenario scenario) {
        return exclusions().all().stream().noneMatch(exclusion -> exclusion.covers(act, scenario));
    }

    private boolean hasKey(OperationKind kind) {
        return bench().provider().facts().of(kind).keyWindow().isPresent();
    }

    private IssuerBench bench() {
        return opened.orElseThrow();
    }
}
