package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract bites: what is right for one scenario is wrong for others. */
class ExpectationTest {
    private static final Outcome<String> DONE = new Outcome.Done<>("done");
    private static final Outcome<String> ACCEPTED = new Outcome.Accepted<>(new ProviderRef("o-1"), Optional.empty());

    /** Every outcome, and the scenarios that it is right for. */
    private static final Map<Outcome<?>, EnumSet<Scenario>> RIGHT = Map.of(
            DONE,
            EnumSet.of(Scenario.DONE, Scenario.AUTH_EXPIRED, Scenario.UNKNOWN_WORD),
            ACCEPTED,
            EnumSet.of(Scenario.DONE, Scenario.ACCEPTED, Scenario.AUTH_EXPIRED, Scenario.UNKNOWN_WORD),
            refused(Reason.HOLDER_IN_REVIEW),
            EnumSet.of(Scenario.REFUSED),
            refused(Reason.INSUFFICIENT_FUNDS),
            EnumSet.of(Scenario.INSUFFICIENT_FUNDS),
            refused(Reason.NOT_FOUND),
            EnumSet.of(Scenario.NOT_FOUND),
            new Outcome.NotSent<>(NotSentCause.UNREACHABLE),
            EnumSet.of(Scenario.NOT_SENT),
            new Outcome.NotSent<>(NotSentCause.RATE_LIMITED),
            EnumSet.of(Scenario.RATE_LIMITED),
            new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED),
            EnumSet.of(Scenario.AUTH_EXPIRED),
            new Outcome.Unknown<>(UnknownCause.NO_ANSWER),
            EnumSet.of(
                    Scenario.NO_ANSWER_BEFORE_COMMIT,
                    Scenario.NO_ANSWER_AFTER_COMMIT,
                    Scenario.LATE_ANSWER,
                    Scenario.CUT_ANSWER),
            new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED),
            EnumSet.of(Scenario.ISSUER_500));

    @Test
    void anOutcomeIsRightForItsScenariosOnly() {
        RIGHT.forEach((outcome, scenarios) -> {
            for (Scenario scenario : Scenario.values()) {
                assertThat(passes(scenario, new Result.Told(outcome)))
                        .as("%s in %s", outcome, scenario)
                        .isEqualTo(scenarios.contains(scenario));
            }
        });
    }

    @Test
    void aLookAtABrokenIssuerIsNeverAbsent() {
        for (Scenario scenario : EnumSet.complementOf(EnumSet.of(Scenario.NOT_FOUND))) {
            assertThat(passes(scenario, new Result.Shown(new Look.Absent<>())))
                    .as(scenario.name())
                    .isFalse();
        }
        assertThat(passes(Scenario.NOT_FOUND, new Result.Shown(new Look.Absent<>())))
                .isTrue();
    }

    @Test
    void anUnknownWordMayNotBeTakenForAState() {
        assertThat(passes(Scenario.UNKNOWN_WORD, new Result.Shown(new Look.Found<>(seen(CardReading.UNRECOGNISED)))))
                .isTrue();
        assertThat(passes(Scenario.UNKNOWN_WORD, new Result.Shown(new Look.Found<>(seen(CardReading.ACTIVE)))))
                .isFalse();
    }

    @Test
    void anExclusionCoversWhatItNames() {
        List<Exclusions.Exclusion> all = Exclusions.NONE
                .except(Act.PRODUCTS, "no list")
                .except(Act.ISSUE, Scenario.LATE_ANSWER, "slow")
                .all();
        assertThat(all.getFirst().covers(Act.PRODUCTS, Scenario.DONE)).isTrue();
        assertThat(all.getLast().covers(Act.ISSUE, Scenario.DONE)).isFalse();
        assertThat(all.getLast().covers(Act.ISSUE, Scenario.LATE_ANSWER)).isTrue();
    }

    @Test
    void aMissingTranscriptSaysItsNameAndHowToRecordIt() {
        assertThatThrownBy(() -> new Transcripts(getClass()).check(Act.TOP_UP, Scenario.DONE, List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("transcripts/top-up-done.http")
                .hasMessageContaining("-Dcardport.transcripts.record=true");
    }

    private static boolean passes(Scenario scenario, Result result) {
        try {
            Expectation.check(scenario, result);
            return true;
        } catch (AssertionError wrong) {
            return false;
        }
    }

    private static Outcome<String> refused(Reason reason) {
        return new Outcome.Refused<>(new Refusal(reason, "", ""));
    }

    private static CardSeen seen(CardReading reading) {
        return new CardSeen(new ProviderRef("c"), reading, "SOMETHING_NEW", CardFacts.NONE, Optional.empty());
    }
}
