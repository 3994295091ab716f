package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.bananatech.BananatechClient.Reply;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What statuses and messages mean. */
class BananatechAnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "101:0 - card number not exist|NOT_FOUND",
                "Card not found|NOT_FOUND",
                "Insufficient merchant account balance|INSUFFICIENT_FUNDS",
                "Merchant balance too low|INSUFFICIENT_FUNDS",
                "Recharge amount below minimum limit|AMOUNT_OUT_OF_RANGE",
                "amount exceeds recharge_max_limit|AMOUNT_OUT_OF_RANGE",
                "Operation not allowed in current card status|CARD_STATE",
                "Card is not active|CARD_STATE",
                "Card is already assigned|CARD_STATE",
                "User is not approved|HOLDER_NOT_READY",
                "User status is PENDING|HOLDER_IN_REVIEW",
                "User was rejected|HOLDER_REJECTED",
                "User with this email already exists|DUPLICATE_AT_PROVIDER",
                "Missing required field amount|INVALID_REQUEST",
                "Something else|DECLINED"
            })
    void readsTheIssuersWords(String message, Reason reason) {
        assertThat(outcome(heard(400, "{\"success\":false,\"message\":\"" + message + "\"}")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }

    @Test
    void tellsCodeFromMessageAndBlanksWhatIsQuoted() {
        assertThat(outcome(
                        heard(400, "{\"error\":\"101:0 - card number 4111111111111111 not exist for a@b.example\"}")))
                .isEqualTo(new Outcome.Refused<>(
                        new Refusal(Reason.NOT_FOUND, "101:0", "card number ••• not exist for •••")));
        assertThat(outcome(heard(404, "{\"detail\":\"Card not found\"}")))
                .isEqualTo(new Outcome.Refused<>(new Refusal(Reason.NOT_FOUND, "", "Card not found")));
    }

    @Test
    void whatWasTurnedAwayAtTheDoorWasNotDone() {
        var closed = new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED);
        assertThat(outcome(clear(400, "{\"message\":\"Invalid HMAC\"}"))).isEqualTo(closed);
        assertThat(outcome(clear(400, "{\"message\":\"no\"}"))).isEqualTo(closed);
        assertThat(outcome(clear(401, "{}"))).isEqualTo(closed);
        assertThat(outcome(clear(403, "{}"))).isEqualTo(closed);
        assertThat(outcome(clear(429, "{}"))).isEqualTo(new Outcome.NotSent<>(NotSentCause.RATE_LIMITED));
    }

    @Test
    void theCircuitLearnsOfWordsThatTurnUsAway() {
        for (int status : new int[] {200, 400}) {
            assertThat(BananatechAnswers.turnedAwayInWords(
                            heard(status, "{\"success\":false,\"message\":\"Invalid merchant id\"}")))
                    .as("%d", status)
                    .isTrue();
        }
        assertThat(BananatechAnswers.turnedAwayInWords(heard(200, "{\"success\":true}")))
                .isFalse();
        assertThat(BananatechAnswers.turnedAwayInWords(
                        heard(200, "{\"success\":false,\"message\":\"101:0 - card number not exist\"}")))
                .isFalse();
        assertThat(BananatechAnswers.turnedAwayInWords(heard(403, "{\"message\":\"Invalid merchant id\"}")))
                .as("its status tells")
                .isFalse();
    }

    @Test
    void whatIsNotProvedEndsNothing() {
        var unknown = new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER);
        assertThat(outcome(clear(200, "{\"message\":\"Operation requested\"}"))).isEqualTo(unknown);
        assertThat(outcome(clear(404, "{\"message\":\"Card not found\"}"))).isEqualTo(unknown);
        assertThat(outcome(clear(400, "{}"))).isEqualTo(unknown);
        assertThat(outcome(new Reply.InTheClear(400, Optional.empty()))).isEqualTo(unknown);
        assertThat(outcome(new Reply.Garbled(200))).isEqualTo(unknown);
        assertThat(outcome(new Reply.Garbled(400))).isEqualTo(unknown);
        assertThat(outcome(clear(302, "{}"))).isEqualTo(unknown);
        assertThat(outcome(clear(500, "{}"))).isEqualTo(new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED));
        assertThat(outcome(heard(503, "{}"))).isEqualTo(new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED));
        assertThat(outcome(new Reply.Garbled(502))).isEqualTo(new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED));
    }

    @Test
    void aSuccessThatDeniesItselfIsBelievedOnlyWhenUnderstood() {
        assertThat(outcome(heard(200, "{\"success\":false,\"message\":\"Card not found\"}")))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(outcome(heard(200, "{\"success\":false,\"message\":\"hm\"}")))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER));
        assertThat(outcome(heard(200, "{\"success\":true,\"message\":\"PIN set successfully\"}")))
                .isEqualTo(new Outcome.Done<>("PIN set successfully"));
    }

    @Test
    void aLookThatFindsNothingIsAbsent() {
        assertThat(BananatechAnswers.look(heard(400, "{\"message\":\"card not exist\"}"), root -> root.text("message")))
                .isEqualTo(new Look.Absent<>());
        assertThat(BananatechAnswers.look(clear(400, "{\"message\":\"Invalid HMAC\"}"), root -> root.text("message")))
                .isEqualTo(new Look.Unavailable<>(Look.Cause.CREDENTIALS_REFUSED));
    }

    @Test
    void readsAnyAnswerWithoutThrowing() {
        Trials.of(3_000)
                .forAllBytes(
                        "{\"success\":false,\"message\":\"101:0 - card number not exist\",\"data\":[{\"id\":1}]}",
                        bytes -> {
                            if (Json.read(bytes) instanceof JsonReading.Parsed(JsonView root)) {
                                for (int status : new int[] {200, 302, 400, 404, 500}) {
                                    assertThat(outcome(new Reply.Heard(status, root)))
                                            .isNotNull();
                                    assertThat(outcome(new Reply.InTheClear(status, Optional.of(root))))
                                            .isNotNull();
                                }
                            }
                        });
    }

    private static Outcome<String> outcome(Reply reply) {
        return BananatechAnswers.outcome(reply, root -> root.text("message").map(Outcome.Done::new));
    }

    private static Reply heard(int status, String json) {
        return new Reply.Heard(status, view(json));
    }

    private static Reply clear(int status, String json) {
        return new Reply.InTheClear(status, Optional.of(view(json)));
    }

    private static JsonView view(String json) {
        return ((JsonReading.Parsed) Json.read(json.getBytes(StandardCharsets.UTF_8))).root();
    }
}
