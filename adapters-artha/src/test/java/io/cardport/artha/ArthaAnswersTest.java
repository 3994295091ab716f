package io.cardport.artha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.artha.ArthaAnswers.Call;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.NoAnswerCause;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireResult;
import io.cardport.testkit.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses, error bodies, and every reader of answers against bytes that nobody should send. */
class ArthaAnswersTest {
    private static final String CARD =
            "{\"cardId\":\"c-1\",\"state\":\"active\",\"cardNumberMasked\":\"411111******1111\"}";

    private static WireResult answered(int status, String body) {
        return new WireResult.Answered(status, WireHeaders.none(), body.getBytes(UTF_8));
    }

    private static Outcome<String> outcome(Call call, WireResult result) {
        return ArthaAnswers.outcome(call, result, root -> root.text("id").map(Outcome.Done::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CUSTOMER; 409; duplicate; DUPLICATE_AT_PROVIDER",
                "CUSTOMER; 404; ; NOT_FOUND",
                "CUSTOMER; 400; email is malformed; INVALID_REQUEST",
                "ISSUE; 422; Applicant was rejected; HOLDER_REJECTED",
                "ISSUE; 422; KYC is under review; HOLDER_IN_REVIEW",
                "ISSUE; 422; customer is not approved; HOLDER_NOT_READY",
                "ISSUE; 404; customer not found; NOT_FOUND",
                "FUND; 422; Insufficient merchant balance; INSUFFICIENT_FUNDS",
                "FUND; 422; card is not active; CARD_STATE",
                "FUND; 422; amount below minimum; AMOUNT_OUT_OF_RANGE",
                "FUND; 422; currency must equal the card's; INVALID_REQUEST",
                "CHANGE; 422; card is cancelled; CARD_STATE",
                "CHANGE; 422; wrong activation code; INVALID_REQUEST",
                "APPLICANT; 422; docId is required; REQUIREMENTS_MISSING",
                "ISSUE; 451; ; DECLINED"
            })
    void givesEachNoItsReason(Call call, int status, String text, Reason reason) {
        for (String form : List.of(
                "{\"message\":\"%s\"}",
                "{\"error\":\"%s\"}",
                "{\"error\":{\"code\":\"E1\",\"message\":\"%s\"}}",
                "{\"errors\":[\"%s\"]}",
                "{\"errors\":{\"field\":[\"%s\"]}}",
                "{\"title\":\"Unprocessable\",\"detail\":\"%s\"}")) {
            assertThat(outcome(call, answered(status, form.formatted(text == null ? "" : text))))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void turnsAwayWithoutEffectWhereTheKeysAreRefused(int status) {
        assertThat(outcome(Call.ISSUE, answered(status, "{}")))
                .isEqualTo(new Outcome.NotSent<>(NotSentCause.CREDENTIALS_REFUSED));
    }

    @Test
    void doubtsWhatMayHaveHappened() {
        assertThat(outcome(Call.FUND, answered(500, "{}")))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED));
        assertThat(outcome(Call.FUND, answered(408, ""))).isEqualTo(new Outcome.Unknown<>(UnknownCause.ISSUER_FAILED));
        assertThat(outcome(Call.FUND, answered(302, "")))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER));
        assertThat(outcome(Call.FUND, answered(200, "<html>")))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
        assertThat(outcome(Call.FUND, answered(200, "{\"success\":false,\"id\":\"7\"}")))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER));
        assertThat(outcome(Call.FUND, new WireResult.NoAnswer(NoAnswerCause.RESET)))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.NO_ANSWER));
        assertThat(outcome(Call.FUND, answered(429, ""))).isEqualTo(new Outcome.NotSent<>(NotSentCause.RATE_LIMITED));
    }

    @Test
    void blanksWhatAMessageQuotes() {
        Refusal refusal = ((Outcome.Refused<String>) outcome(
                        Call.CHANGE,
                        answered(422, "{\"message\":\"card 4111 1111 1111 1111, pin 739184 of ada@example.com\"}")))
                .refusal();

        assertThat(refusal.providerMessage())
                .doesNotContain("4111")
                .doesNotContain("739184")
                .doesNotContain("ada@");
    }

    @Test
    void readsBothGenerationsOfACard() {
        assertThat(ArthaWire.Card.of(view(CARD)).orElseThrow().facts().last4()).contains("1111");
        assertThat(ArthaWire.Card.of(
                                view(
                                        "{\"data\":{\"id\":\"c-2\",\"status\":\"Frozen\",\"customer_id\":\"u\",\"product_id\":\"p\"}}"))
                        .flatMap(ArthaWire.Card::word))
                .contains("Frozen");
        assertThat(ArthaWire.Card.of(view("{\"id\":\"c\",\"state\":\"active\",\"status\":\"other\"}"))
                        .flatMap(ArthaWire.Card::word))
                .contains("active");
    }

    @Test
    void readsAListHoweverItIsWrapped() {
        for (String form : List.of("%s", "{\"data\":%s}", "{\"data\":{\"items\":%s,\"total\":2}}", "{\"cards\":%s}")) {
            List<Integer> offsets = new ArrayList<>();
            Look<List<String>> look = ArthaPages.all(
                    (offset, limit) -> {
                        offsets.add(offset);
                        return answered(200, form.formatted(offset == 0 ? "[{\"id\":\"1\"},{\"id\":\"2\"}]" : "[]"));
                    },
                    item -> item.text("id"),
                    ProviderRef::new);

            assertThat(look).isEqualTo(new Look.Found<>(List.of("1", "2")));
            assertThat(offsets).startsWith(0);
        }
    }

    @Test
    void goesOnUntilAnEmptyPageSinceShortOnesProveNothing() {
        List<String> ids = List.of("1", "2", "3", "4", "5");
        Look<List<String>> look = ArthaPages.all(
                (offset, limit) ->
                        answered(200, "[" + (offset < ids.size() ? "{\"id\":\"" + ids.get(offset) + "\"}" : "") + "]"),
                item -> item.text("id"),
                ProviderRef::new);

        assertThat(look).isEqualTo(new Look.Found<>(ids));
    }

    @Test
    void readsAListThatKnowsNoPagesOnce() {
        Look<List<String>> look = ArthaPages.all(
                (offset, limit) -> answered(200, "[{\"id\":\"1\"}]"), item -> item.text("id"), ProviderRef::new);

        assertThat(look).isEqualTo(new Look.Found<>(List.of("1")));
    }

    /** A card made between two pages moves the rest by one. */
    @Test
    void countsAnItemOnceThatComesTwice() {
        List<String> pages =
                List.of("[{\"id\":\"2\"},{\"id\":\"1\"}]", "[]", "[{\"id\":\"1\"},{\"id\":\"0\"}]", "[]", "[]");
        Look<List<String>> look = ArthaPages.all(
                (offset, limit) -> answered(200, pages.get(offset)), item -> item.text("id"), ProviderRef::new);

        assertThat(look).isEqualTo(new Look.Found<>(List.of("2", "1", "0")));
    }

    @Test
    void findsNothingOnAListThatItCannotReadWhole() {
        assertThat(ArthaPages.all(
                        (offset, limit) -> answered(200, "[{\"id\":7}]"), item -> item.text("id"), ProviderRef::new))
                .isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
        assertThat(ArthaPages.all((offset, limit) -> answered(404, "{}"), item -> item.text("id"), ProviderRef::new))
                .isInstanceOf(Look.Denied.class);
        assertThat(ArthaPages.all(
                        (offset, limit) -> answered(offset == 0 ? 200 : 503, "[{\"id\":\"1\"}]"),
                        item -> item.text("id"),
                        ProviderRef::new))
                .isEqualTo(new Look.Unavailable<>(Look.Cause.ISSUER_DOWN));
    }

    @Test
    void everyReaderTakesAnyBytes() {
        List<Function<JsonView, Optional<?>>> readers = List.of(
                ArthaWire.Customer::of,
                ArthaWire.Applicant::of,
                ArthaWire.Card::of,
                ArthaWire.Action::of,
                ArthaWire.TopUp::of,
                ArthaWire.TopUp::status,
                ArthaWire.Sensitive::of,
                ArthaWire.Balance::of,
                ArthaWire.Product::of,
                ArthaWire.Upload::of,
                root -> Optional.of(ArthaWire.Failure.of(root)));
        String sample =
                "{\"data\":{\"id\":\"1\",\"status\":\"a\",\"amount\":\"1.00\",\"currency\":\"USD\",\"errors\":[{}]},"
                        + "\"available_balance\":1e400,\"currency\":\"USD\",\"kyc_requirements\":[\"Face\",{}],\"daily\":1}";
        Trials.of(3_000).forAllBytes(sample, bytes -> {
            for (Function<JsonView, Optional<?>> reader : readers) {
                assertThat(ArthaAnswers.look(new WireResult.Answered(200, WireHeaders.none(), bytes), reader::apply))
                        .isNotNull();
                assertThat(ArthaAnswers.meaning(Call.FUND, new WireResult.Answered(422, WireHeaders.none(), bytes)))
                        .isInstanceOf(ArthaAnswers.Meaning.No.class);
            }
        });
    }

    private static JsonView view(String json) {
        return ((JsonReading.Parsed) Json.read(json.getBytes(UTF_8))).root();
    }
}
