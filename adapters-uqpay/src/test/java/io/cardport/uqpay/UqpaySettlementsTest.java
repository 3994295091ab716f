package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.issuing.TransactionSeen;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a settlement's amount is nobody has published, so a setting says how it is read. */
class UqpaySettlementsTest extends UqpayAtSimulator {
    private ProviderRef card = new ProviderRef("none yet");
    private String purchase = "";
    private String settlement = "";

    @BeforeEach
    void aPurchaseIsSettledForMore() {
        card = activeCard();
        purchase = pushed("AUTHORIZATION", "3.50", "");
        settlement = pushed("SETTLEMENT DEBIT", "0.40", purchase);
    }

    @Test
    void aTotalTakesThePlaceOfWhatWasAuthorized() {
        assertThat(shown(Map.of("reveal", "secure")))
                .filteredOn(seen -> seen.status() == TransactionStatus.SETTLED)
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.reference()).isEqualTo(new ProviderRef(purchase));
                    assertThat(seen.type()).isEqualTo(TransactionType.PURCHASE);
                    assertThat(seen.amounts().amount()).isEqualTo(usd(40));
                });
    }

    @Test
    void aDifferenceStandsBesideThePurchase() {
        assertThat(shown(Map.of("reveal", "secure", "settlement-amounts", "difference")))
                .extracting(
                        seen -> seen.reference().value(),
                        TransactionSeen::type,
                        TransactionSeen::status,
                        seen -> seen.amounts().amount())
                .containsExactlyInAnyOrder(
                        tuple(purchase, TransactionType.PURCHASE, TransactionStatus.AUTHORIZED, usd(350)),
                        tuple(settlement, TransactionType.CORRECTION, TransactionStatus.SETTLED, usd(40)));
    }

    @Test
    void theListOfTheWholeAccountIsReadAlike() {
        Instant now = Instant.now();
        try (UqpayProvider provider = bench.provider(
                Map.of("reveal", "secure", "settlement-amounts", "difference"), Surroundings.Lent.NOTHING)) {
            var part = found(provider.can(AccountTransactions.class)
                    .orElseThrow()
                    .transactions(
                            new AccountTransactions.Span(now.minusSeconds(3600), now.plusSeconds(5)),
                            Optional.empty()));
            assertThat(part.transactions())
                    .filteredOn(of -> of.card().equals(card))
                    .extracting(of -> of.seen().reference().value())
                    .containsExactlyInAnyOrder(purchase, settlement);
        }
    }

    private List<TransactionSeen> shown(Map<String, String> settings) {
        try (UqpayProvider provider = bench.provider(settings, Surroundings.Lent.NOTHING)) {
            return found(provider.can(CardTransactions.class)
                    .orElseThrow()
                    .transactions(card, Instant.now().minusSeconds(3600)));
        }
    }

    private String pushed(String type, String amount, String original) {
        return bench.issuer()
                .call(
                        "POST",
                        "/cards/" + card + "/transactions",
                        UqpayBench.object()
                                .put("type", type)
                                .put("amount", new BigDecimal(amount))
                                .put("original", original))
                .path("transaction_id")
                .asText();
    }
}
