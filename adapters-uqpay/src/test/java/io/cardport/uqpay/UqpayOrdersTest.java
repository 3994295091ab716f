package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that says less than it should, or more than the card shows, is not taken for the wished end. */
class UqpayOrdersTest extends UqpayAtSimulator {
    private static final ProviderRef ORDER = new ProviderRef("order-1");
    private static final String FINISHED = "{\"card_order_id\":\"order-1\",\"order_status\":\"SUCCESS\"}";
    private static final CardControlsSpec CONTROLS = new CardControlsSpec(
            Optional.empty(),
            List.of(new CardControlsSpec.SpendingControl(usd(5_000), CardControlsSpec.Interval.PER_TRANSACTION)),
            Optional.empty());

    @Test
    void waitsForACardThatDoesNotShowWhatAFinishedOrderDid() {
        ProviderRef card = activeCard();

        bench.proxy().next(new WireFault.Answer(200, FINISHED), isPost());
        assertThat(able(CardClosing.class).close(command(card)))
                .isEqualTo(new Outcome.Accepted<CardChanged>(ORDER, Optional.empty()));
        bench.proxy().next(new WireFault.Answer(200, FINISHED), isPost());
        assertThat(able(CardControls.class).lock(command(card)))
                .isEqualTo(new Outcome.Accepted<CardChanged>(ORDER, Optional.empty()));
    }

    @Test
    void takesAFinishedOrderThatTheCardShows() {
        ProviderRef card = activeCard();
        bench.issuer()
                .call("POST", "/cards/" + card + "/status", UqpayBench.object().put("status", "FROZEN"));
        bench.proxy().next(new WireFault.Answer(200, FINISHED), isPost());

        assertThat(able(CardControls.class).lock(command(card)))
                .isEqualTo(new Outcome.Done<>(new CardChanged(CardReading.LOCKED, "FROZEN", Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,,",
        "PENDING,order-1,",
        "FROZEN,order-1,",
        "PENDING,,PROCESSING",
    })
    void doesNotKnowOfACardWhoseOrderIsMissing(String status, String order, String word) {
        assertThat(issued(status, order, word)).isEqualTo(new Outcome.Unknown<>(UnknownCause.MALFORMED_ANSWER));
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE,,", "ACTIVE,,PROCESSING", "PENDING,order-1,SUCCESS"})
    void takesACardThatIsUsableOrWhoseOrderIsDoneForMade(String status, String order, String word) {
        assertThat(issued(status, order, word)).isInstanceOf(Outcome.Done.class);
    }

    private static Outcome<IssuedCard> issued(String status, String order, String word) {
        var answer = UqpayBench.object().put("card_id", "card-1").put("card_status", status);
        Optional.ofNullable(order).ifPresent(id -> answer.put("card_order_id", id));
        Optional.ofNullable(word).ifPresent(running -> answer.put("order_status", running));
        IssueCommand command = virtual(new ProviderRef("holder-1"), bench.options());
        bench.proxy().next(new WireFault.Answer(200, answer.toString()), isPost());
        return bench.provider().issue(command);
    }

    /** The first attempt's answer was lost: whatever hinders the look before the second, its outcome is open. */
    @Test
    void refusesNoControlsBecauseTheCardIsNotShown() {
        ProviderRef card = activeCard();
        OperationId operation = operation();
        bench.proxy().next(new WireFault.DropAfter(), isPost());
        assertThat(controlled(operation, card)).isInstanceOf(Outcome.Unknown.class);

        bench.proxy()
                .next(
                        new WireFault.Answer(
                                400, "{\"type\":\"card_error\",\"code\":\"card_not_found\",\"message\":\"gone\"}"),
                        isRead(card));
        assertThat(controlled(operation, card)).isInstanceOf(Outcome.Accepted.class);

        bench.proxy()
                .next(
                        new WireFault.Answer(
                                403, "{\"type\":\"unauthorized_error\",\"code\":\"forbidden\",\"message\":\"no\"}"),
                        isRead(card));
        assertThat(controlled(operation, card))
                .isEqualTo(new Outcome.NotSent<>(Outcome.NotSentCause.CREDENTIALS_REFUSED));
    }

    private static Outcome<Applied> controlled(OperationId operation, ProviderRef card) {
        return able(SpendControls.class).apply(operation, card, CONTROLS);
    }

    /** Refused, the money would be booked back while the first call puts it on the card. */
    @Test
    void doesNotTakeACallThatStillRunsForARefusedOne() {
        ProviderRef card = activeCard();
        bench.proxy().next(new WireFault.Answer(400, "{\"code\":200,\"message\":\"please wait\"}"), isPost());

        assertThat(able(CardFunding.class).topUp(new MoveFunds(operation(), card, usd(500))))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.STILL_RUNNING));
    }

    private static Predicate<Traffic> isRead(ProviderRef card) {
        return traffic -> traffic.method().equals("GET") && traffic.target().endsWith("/v1/issuing/cards/" + card);
    }
}
