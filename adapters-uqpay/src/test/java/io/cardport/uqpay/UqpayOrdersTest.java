package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.testkit.wire.WireFault;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An answer that says less than it should, or more than the card shows, is not taken for the wished end. */
class UqpayOrdersTest extends UqpayAtSimulator {
    private static final ProviderRef ORDER = new ProviderRef("order-1");
    private static final String FINISHED = "{\"card_order_id\":\"order-1\",\"order_status\":\"SUCCESS\"}";

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

    /** Refused, the money would be booked back while the first call puts it on the card. */
    @Test
    void doesNotTakeACallThatStillRunsForARefusedOne() {
        ProviderRef card = activeCard();
        bench.proxy().next(new WireFault.Answer(400, "{\"code\":200,\"message\":\"please wait\"}"), isPost());

        assertThat(able(CardFunding.class).topUp(new MoveFunds(operation(), card, usd(500))))
                .isEqualTo(new Outcome.Unknown<>(UnknownCause.STILL_RUNNING));
    }
}
