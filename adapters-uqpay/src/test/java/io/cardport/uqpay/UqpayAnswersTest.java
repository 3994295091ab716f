package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.NoAnswerCause;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireResult;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Statuses, codes and messages of sections 1.4, 1.5 and 1.7. */
class UqpayAnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "card_error            | card_not_found        | card not found or deactivated           | NOT_FOUND",
                "not_found             | whatever              | gone                                    | NOT_FOUND",
                "account_error         | sub_account_not_found | sub account not found                   | DECLINED",
                "cardholder_error      | kyc_insufficient      | fields are missing                      | REQUIREMENTS_MISSING",
                "card_error            | insufficient_sub_bin  | no cards left                           | CARD_LIMIT_REACHED",
                "idempotency_error     | x                     | key used with another body              | IDEMPOTENCY_CONFLICT",
                "account_error         | x                     | Insufficient balance                    | INSUFFICIENT_FUNDS",
                "card_error            | x                     | Insufficient card balance               | AMOUNT_OUT_OF_RANGE",
                "invalid_request_error | x                     | amount must be positive                 | INVALID_REQUEST",
                "cardholder_error      | x                     | email already exists                    | DUPLICATE_AT_PROVIDER",
                "cardholder_error      | x                     | cardholder is under review              | HOLDER_IN_REVIEW",
                "cardholder_error      | x                     | cardholder was rejected                 | HOLDER_REJECTED",
                "card_error            | x                     | card status does not allow it           | CARD_STATE",
                "card_error            | x                     | card type is not supported              | UNSUPPORTED",
                "''                    | 400                   | Card does not exists                    | NOT_FOUND",
                "''                    | 4711                  | something else                          | DECLINED"
            })
    void namesTheReasonOfARefusal(String type, String code, String message, Reason reason) {
        String body = "{\"type\":\"" + type + "\",\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";

        assertThat(outcome(400, body)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            Refusal refusal = (Refusal) refused.refusal();
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.providerCode()).isEqualTo(code);
        });
    }

    @Test
    void readsTheFlatEnvelopeWhoseCodeIsANumber() {
        assertThat(outcome(400, "{\"code\":40012,\"message\":\"Insufficient balance\"}"))
                .isEqualTo(
                        new Outcome.Refused<>(new Refusal(Reason.INSUFFICIENT_FUNDS, "40012", "Insufficient balance")));
    }

    @Test
    void trustsTheStatusAndNotTheCodeOfACallThatStillRuns() {
        assertThat(outcome(400, "{\"code\":200,\"message\":\"Request is processing, try later\"}"))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.STILL_RUNNING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'code':200,'message':'please wait'}                          | STILL_RUNNING",
                "409 | {'code':'200','message':'the first call has not ended'}       | STILL_RUNNING",
                "400 | {'type':'api_error','code':'x','message':'internal'}          | ISSUER_FAILED",
                "400 | {'type':'api_error','code':'x','message':'insufficient balance'} | ISSUER_FAILED",
                "422 | {'code':'api_error','message':'internal'}                     | ISSUER_FAILED"
            })
    void takesNoAnswerForARefusalThatIsNone(int status, String body, UnknownCause cause) {
        assertThat(outcome(status, body.replace('\'', '"'))).isEqualTo(new Outcome.Unknown<>(cause));
        assertThat(look(status, body.replace('\'', '"'))).isInstanceOf(Look.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'code':'too_many_requests','message':'slow down'}",
                "{'type':'rate_limit_error','code':'x','message':'slow down'}"
            })
    void knowsTheRateLimitByItsWordsToo(String body) {
        assertThat(outcome(400, body.replace('\'', '"'))).isEqualTo(new Outcome.NotSent<>(NotSentCause.RATE_LIMITED));
    }

    @Test
    void saysThatAnotherOrderOfTheCardIsRunning() {
        assertThat(outcome(
                        400, "{\"type\":\"card_error\",\"code\":\"x\",\"message\":\"an order is still processing\"}"))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.ISSUER_BUSY));
    }

    @Test
    void knowsWhatTurnedACallAwayAtTheDoor() {
        assertThat(outcome(401, "{\"error\":\"token has expired\"}"))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED));
        assertThat(outcome(403, "{\"type\":\"unauthorized_error\",\"code\":\"forbidden\",\"message\":\"no\"}"))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED));
        assertThat(outcome(429, "{\"code\":\"too_many_requests\",\"message\":\"slow down\"}"))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.RATE_LIMITED));
        assertThat(look(403, "{\"code\":\"forbidden\",\"message\":\"licensed institutions only\"}"))
                .isEqualTo(
                        new Look.Denied<>(new Refusal(Reason.UNSUPPORTED, "forbidden", "licensed institutions only")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | not json          | MALFORMED_ANSWER",
                "200 | []                | MALFORMED_ANSWER",
                "200 | {\"other\":1}     | MALFORMED_ANSWER",
                "204 | ''                | MALFORMED_ANSWER",
                "302 | ''                | MALFORMED_ANSWER",
                "404 | <html>gone</html> | MALFORMED_ANSWER",
                "400 | {}                | MALFORMED_ANSWER",
                "408 | ''                | ISSUER_FAILED",
                "500 | {}                | ISSUER_FAILED",
                "503 | <html>            | ISSUER_FAILED"
            })
    void doubtsWhatItCannotRead(int status, String body, UnknownCause cause) {
        assertThat(outcome(status, body)).isEqualTo(new Outcome.Unknown<>(cause));
        assertThat(look(status, body)).isInstanceOf(Look.Unavailable.class);
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryLostAnswerAsUnknown(NoAnswerCause cause) {
        assertThat(outcome(new UqpayClient.Reply.Heard(new WireResult.NoAnswer(cause))))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryUnsentCallAsNotSent(io.cardport.http.NotSentCause cause) {
        assertThat(outcome(new UqpayClient.Reply.Heard(new WireResult.NotSent(cause))))
                .isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void sendsNothingWithoutAToken() {
        assertThat(outcome(new UqpayClient.Reply.NoToken(answered(400, "{\"code\":400,\"message\":\"client id\"}"))))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED));
        assertThat(outcome(new UqpayClient.Reply.NoToken(new WireResult.NoAnswer(NoAnswerCause.DEADLINE))))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.UNREACHABLE));
        assertThat(outcome(new UqpayClient.Reply.NoToken(answered(200, "{}"))))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.UNREACHABLE));
    }

    @Test
    void namesMissingFieldsAsOurApiDoes() {
        Outcome<String> outcome = outcome(400, """
                {"type":"cardholder_error","code":"kyc_insufficient","message":"more is needed","missing_fields":[
                 {"name":"nationality","type":"string","required":true},
                 {"name":"residential_address","type":"object","required":true,"fields":[{"name":"city"}]},
                 {"name":"identity","type":"object","required":true},
                 {"name":"occupation","type":"string","required":true},
                 {"name":"employer","type":"object","required":true,"fields":[{"name":"name","type":"string","required":true}]},
                 {"name":"nickname","type":"string","required":false}]}""");

        assertThat(((Outcome.Refused<String>) outcome).refusal().missing())
                .containsExactly(
                        "nationality",
                        "address",
                        "identity.documentType",
                        "identity.documentNumber",
                        "docFront",
                        "details.occupation",
                        "details.employer.name");
    }

    @Test
    void repeatsNoNumberAndNoAddressFromAMessage() {
        assertThat(UqpayAnswers.blanked("pin 1234 of 4096 3608 1234 1764 for ada@example.com in 3 s"))
                .isEqualTo("pin ••• of ••• for ••• in 3 s");
    }

    @Test
    void readsWhateverComesWithoutThrowing() {
        String sample = """
                {"type":"card_error","code":"x","message":"m","card_id":"c","card_order_id":"o","card_status":"ACTIVE",
                "order_status":"SUCCESS","missing_fields":[{"name":"a","fields":[{"name":"b"}]}]}""";
        List<Integer> statuses = List.of(200, 201, 302, 400, 401, 403, 404, 429, 500, 599);
        Trials.of(3_000).forAllBytes(sample, body -> {
            for (int status : statuses) {
                var reply = new UqpayClient.Reply.Heard(new WireResult.Answered(status, WireHeaders.none(), body));
                assertThat(outcome(reply)).isNotNull();
                assertThat(UqpayAnswers.look(
                                reply, view -> UqpayWire.Card.read(view).map(UqpayCards::seen)))
                        .isNotNull();
                assertThat(UqpayWire.token(reply.result())).isEmpty();
            }
        });
    }

    private static Outcome<String> outcome(int status, String body) {
        return outcome(new UqpayClient.Reply.Heard(answered(status, body)));
    }

    private static Outcome<String> outcome(UqpayClient.Reply reply) {
        return UqpayAnswers.outcome(reply, view -> view.text("expected").map(Outcome.Done::new));
    }

    private static Look<String> look(int status, String body) {
        return UqpayAnswers.look(
                new UqpayClient.Reply.Heard(answered(status, body)),
                view -> view.text("expected").or(Optional::empty));
    }

    private static WireResult.Answered answered(int status, String body) {
        return new WireResult.Answered(status, WireHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
    }
}
