package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import java.util.Optional;
import java.util.Set;

/** What each scenario must come out as: the same for all issuers. */
final class Expectation {
    private Expectation() {}

    static void check(Scenario scenario, Result result) {
        switch (result) {
            case Result.Told(Outcome<?> outcome) -> told(scenario, outcome);
            case Result.Shown(Look<?> look) -> shown(scenario, look);
        }
    }

    private static void told(Scenario scenario, Outcome<?> outcome) {
        switch (scenario) {
            case DONE -> assertThat(outcome).isInstanceOfAny(Outcome.Done.class, Outcome.Accepted.class);
            case ACCEPTED -> assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
            case REFUSED ->
                refused(outcome, Set.of(Reason.HOLDER_IN_REVIEW, Reason.HOLDER_NOT_READY, Reason.HOLDER_REJECTED));
            case INSUFFICIENT_FUNDS -> refused(outcome, Set.of(Reason.INSUFFICIENT_FUNDS));
            case NOT_FOUND -> refused(outcome, Set.of(Reason.NOT_FOUND));
            case RATE_LIMITED -> assertThat(outcome).isEqualTo(new Outcome.NotSent<>(NotSentCause.RATE_LIMITED));
            case AUTH_EXPIRED -> {
                if (!(outcome instanceof Outcome.Done) && !(outcome instanceof Outcome.Accepted)) {
                    assertThat(outcome).isEqualTo(new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED));
                }
            }
            case NOT_SENT -> assertThat(outcome).isEqualTo(new Outcome.NotSent<>(NotSentCause.UNREACHABLE));
            case CUT_ANSWER ->
                assertThat(outcome)
                        .isIn(
                                new Outcome.Unknown<>(UnknownCause.NO_ANSWER),
                                new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
            case NO_ANSWER_BEFORE_COMMIT, NO_ANSWER_AFTER_COMMIT, LATE_ANSWER ->
                assertThat(outcome).isEqualTo(new Outcome.Unknown<>(UnknownCause.NO_ANSWER));
            case MALFORMED_ANSWER ->
                assertThat(outcome).isEqualTo(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
            case UNKNOWN_WORD -> unrecognised(outcome);
            case ISSUER_500 -> assertThat(outcome).isEqualTo(new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED));
        }
    }

    private static void shown(Scenario scenario, Look<?> look) {
        switch (scenario) {
            case DONE -> assertThat(look).isInstanceOf(Look.Found.class);
            case NOT_FOUND -> assertThat(look).isEqualTo(new Look.Absent<>());
            case RATE_LIMITED -> assertThat(look).isEqualTo(new Look.Unavailable<>(Look.Cause.RATE_LIMITED));
            case AUTH_EXPIRED -> {
                if (!(look instanceof Look.Found)) {
                    assertThat(look).isEqualTo(new Look.Unavailable<>(Look.Cause.CREDENTIALS_REFUSED));
                }
            }
            case NOT_SENT, NO_ANSWER_BEFORE_COMMIT, NO_ANSWER_AFTER_COMMIT, LATE_ANSWER, ISSUER_500 ->
                assertThat(look).isEqualTo(new Look.Unavailable<>(Look.Cause.ISSUER_DOWN));
            case CUT_ANSWER ->
                assertThat(look)
                        .isIn(
                                new Look.Unavailable<>(Look.Cause.ISSUER_DOWN),
                                new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
            case MALFORMED_ANSWER -> assertThat(look).isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
            case UNKNOWN_WORD -> {
                if (look instanceof Look.Found<?>(Object value)) {
                    recognisedNothing(value);
                } else {
                    assertThat(look).isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
                }
            }
            case ACCEPTED, REFUSED, INSUFFICIENT_FUNDS -> fail("a look cannot meet " + scenario);
        }
    }

    private static void refused(Outcome<?> outcome, Set<Reason> reasons) {
        if (outcome instanceof Outcome.Refused<?>(Refusal refusal)) {
            assertThat(refusal.reason()).isIn(reasons);
        } else {
            fail("expected a refusal for " + reasons + " but got " + outcome);
        }
    }

    private static void unrecognised(Outcome<?> outcome) {
        switch (outcome) {
            case Outcome.Done<?>(Object value) -> recognisedNothing(value);
            case Outcome.Accepted<?>(var order, Optional<?> soFar) -> soFar.ifPresent(Expectation::recognisedNothing);
            case Outcome.Unknown<?>(UnknownCause cause) ->
                assertThat(cause).isIn(UnknownCause.UNRECOGNISED_ANSWER, UnknownCause.MALFORMED_ANSWER);
            case Outcome.Refused<?> refused -> fail("a word that nobody knows is no refusal: " + refused);
            case Outcome.NotSent<?> notSent -> fail("the issuer answered: " + notSent);
        }
    }

    /** A value whose state came from the word must say that it did not understand; others did not read the word. */
    private static void recognisedNothing(Object value) {
        switch (value) {
            case OnboardedHolder holder -> recognisedNothing(holder.seen());
            case IssuedCard card -> recognisedNothing(card.seen());
            case ApplicantSeen seen -> assertThat(seen.reading()).isEqualTo(ApplicantReading.UNRECOGNISED);
            case CardSeen seen -> assertThat(seen.reading()).isEqualTo(CardReading.UNRECOGNISED);
            case CardChanged changed -> assertThat(changed.reading()).isNotNull();
            case OrderSeen seen -> assertThat(seen.reading()).isEqualTo(OrderReading.UNRECOGNISED);
            default -> assertThat(value).isNotNull();
        }
    }
}
