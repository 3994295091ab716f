package io.cardport.netpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.http.NoAnswerCause;
import io.cardport.http.NotSentCause;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireResult;
import io.cardport.testkit.Trials;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetpayAnswersTest {
    private static final String ISSUED = "{\"success\":true,\"cardId\":\"6a2b\",\"uqpayCardId\":\"98765\","
            + "\"status\":\"pending\",\"loadAmount\":20,\"message\":\"m\",\"holderStatus\":\"IN_REVIEW\","
            + "\"holderId\":\"1\",\"balance\":1.5,\"transactions\":[{\"id\":\"1\",\"amount\":2,"
            + "\"createdAt\":\"2026-01-01T00:00:00Z\"}],\"cardDetails\":{\"card_number\":\"4111111111111111\","
            + "\"cvv\":\"123\",\"expiry_date\":\"12/28\"}}";

    @Test
    void everyWordIsInTheTableAndOthersAreNotGuessed() {
        assertThat(Stream.of("IN_REVIEW", "ACTIVE", "REJECTED", "active", "APPROVED", "")
                        .map(NetpayLifecycle::holder))
                .containsExactly(
                        ApplicantReading.IN_REVIEW,
                        ApplicantReading.APPROVED,
                        ApplicantReading.REJECTED,
                        ApplicantReading.UNRECOGNISED,
                        ApplicantReading.UNRECOGNISED,
                        ApplicantReading.UNRECOGNISED);
        assertThat(Stream.of("processing", "pending", "active", "frozen", "cancelled", "failed", "ACTIVE", "blocked")
                        .map(NetpayLifecycle::card))
                .containsExactly(
                        CardReading.PENDING,
                        CardReading.PENDING,
                        CardReading.ACTIVE,
                        CardReading.LOCKED,
                        CardReading.CLOSED,
                        CardReading.FAILED,
                        CardReading.UNRECOGNISED,
                        CardReading.UNRECOGNISED);
    }

    @Test
    void noBytesMakeAReaderThrowOrARefusalADeed() {
        Trials.of(1_000).forAllBytes(ISSUED, body -> {
            for (int status : List.of(200, 302, 403, 409, 422, 500)) {
                var answered = new WireResult.Answered(status, WireHeaders.none(), body);
                for (NetpayAnswers.Command command : NetpayAnswers.Command.values()) {
                    Outcome<?> outcome = NetpayAnswers.outcome(command, answered, NetpayWire.CardCreated::of);
                    assertThat(outcome instanceof Outcome.Done && status != 200).isFalse();
                }
                assertThat(looks(answered)).doesNotContainNull();
            }
        });
    }

    private static List<Look<?>> looks(WireResult answered) {
        return List.of(
                NetpayAnswers.look(answered, NetpayWire.HolderCreated::of),
                NetpayAnswers.look(answered, NetpayWire.HolderStatus::of),
                NetpayAnswers.look(answered, NetpayWire.CardDetails::of),
                NetpayAnswers.look(answered, NetpayWire.Balance::of),
                NetpayAnswers.look(answered, NetpayWire.Confirmed::of),
                NetpayAnswers.look(
                        answered,
                        body -> body.at("transactions").items().stream()
                                .flatMap(item -> NetpayWire.Transaction.of(item).stream())
                                .findFirst()));
    }

    @Test
    void noCauseOfTheWireIsLostBetweenNotSentAndUnknown() {
        assertThat(Arrays.stream(NotSentCause.values())
                        .map(cause -> NetpayAnswers.outcome(
                                NetpayAnswers.Command.ISSUE, new WireResult.NotSent(cause), Optional::of)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.NotSent.class));
        assertThat(Arrays.stream(NoAnswerCause.values())
                        .map(cause -> NetpayAnswers.outcome(
                                NetpayAnswers.Command.ISSUE, new WireResult.NoAnswer(cause), Optional::of)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Unknown.class));
        assertThat(Arrays.stream(NoAnswerCause.values())
                        .map(cause -> NetpayAnswers.look(new WireResult.NoAnswer(cause), Optional::of)))
                .allSatisfy(look -> assertThat(look).isInstanceOf(Look.Unavailable.class));
    }
}
