package io.cardport.artha;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.artha.ArthaLifecycle.EventReading;
import io.cardport.artha.ArthaLifecycle.Offer;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table against the sheet, sections 1.2, 1.3 and 1.4. */
class ArthaLifecycleTest {
    @ParameterizedTest
    @CsvSource({
        "approved, APPROVED",
        "Approved, APPROVED",
        "underreview, IN_REVIEW",
        "under_review, IN_REVIEW",
        "UnderReview, IN_REVIEW",
        "UNDER-REVIEW, IN_REVIEW",
        "Under Review, IN_REVIEW",
        "Pending, IN_REVIEW",
        "Rejected, REJECTED",
        "rejected, REJECTED",
        "suspended, UNRECOGNISED",
        "'', UNRECOGNISED"
    })
    void readsApplicants(String word, ApplicantReading reading) {
        assertThat(ArthaLifecycle.applicant(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({
        "active, ACTIVE",
        "ACTIVE, ACTIVE",
        "pending, PENDING",
        "under_review, PENDING",
        "failed, FAILED",
        "rejected, FAILED",
        "inactive, INACTIVE",
        "frozen, LOCKED",
        "cancelled, CLOSED",
        "blocked, UNRECOGNISED",
        "in active, INACTIVE"
    })
    void readsCards(String word, CardReading reading) {
        assertThat(ArthaLifecycle.card(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({
        "pending, PENDING",
        "processing, PENDING",
        "approved, SUCCEEDED",
        "Approved, SUCCEEDED",
        "completed, SUCCEEDED",
        "rejected, FAILED",
        "failed, FAILED",
        "settled, UNRECOGNISED"
    })
    void readsTopUps(String word, OrderReading reading) {
        assertThat(ArthaLifecycle.topUp(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({
        "purchase, PURCHASE",
        "atm_withdrawal, ATM_WITHDRAWAL",
        "refund, REFUND",
        "fee, FEE",
        "top_up, TOP_UP",
        "chargeback, OTHER"
    })
    void readsKindsOfTransactions(String word, TransactionType type) {
        assertThat(ArthaLifecycle.transactionType(word)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "authorized, AUTHORIZED",
        "settled, SETTLED",
        "declined, DECLINED",
        "reversed, REVERSED",
        "anything, PENDING"
    })
    void readsHowFarTransactionsAre(String word, TransactionStatus status) {
        assertThat(ArthaLifecycle.transactionStatus(word)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "consume, CARD",
        "card.set_pin, CARD",
        "card.under_review, CARD",
        "cardholder.reviewing, HOLDER",
        "cardholder.rejected, HOLDER",
        "topup.completed, ORDER",
        "topup.failed, ORDER",
        "cardholder.deleted, UNRECOGNISED"
    })
    void readsEvents(String word, EventReading reading) {
        assertThat(ArthaLifecycle.event(word)).isEqualTo(reading);
    }

    @Test
    void offersAProductUnlessItSaysThatItIsOff() {
        assertThat(ArthaLifecycle.product("active")).isEqualTo(Offer.OFFERED);
        assertThat(ArthaLifecycle.product("Disabled")).isEqualTo(Offer.WITHDRAWN);
        assertThat(ArthaLifecycle.product("")).isEqualTo(Offer.OFFERED);
    }

    @Test
    void listsEachWordOnce() {
        assertThat(ArthaLifecycle.rows().stream().map(row -> row.where() + " | " + ArthaLifecycle.plain(row.word())))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(50);
    }

    @Test
    void showsEveryRowInTheDocumentation() {
        assertThat(ArthaLifecycle.markdown().lines())
                .hasSize(ArthaLifecycle.rows().size() + 2);
        assertThat(ArthaLifecycle.markdown())
                .contains("| card | `inactive` | `INACTIVE` | a physical card that awaits its activation code |");
        assertThat(ArthaLifecycle.places())
                .containsExactly(
                        "applicant",
                        "card",
                        "top-up",
                        "action",
                        "transaction type",
                        "transaction status",
                        "product",
                        "event");
    }

    @Test
    void readsAnyWordAtAll() {
        Trials.of(500).forAllBytes("under_review", bytes -> {
            String word = new String(bytes, StandardCharsets.UTF_8);
            assertThat(ArthaLifecycle.applicant(word)).isNotNull();
            assertThat(ArthaLifecycle.card(word)).isNotNull();
            assertThat(ArthaLifecycle.topUp(word)).isNotNull();
            assertThat(ArthaLifecycle.action(word)).isNotNull();
            assertThat(ArthaLifecycle.event(word)).isNotNull();
        });
    }
}
