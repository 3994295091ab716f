package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every word of the sheet has a row, and every row can be read. */
class BananatechLifecycleTest {
    @ParameterizedTest
    @CsvSource({
        "TBA, INACTIVE",
        "ACTIVE, ACTIVE",
        "LOCKED, LOCKED",
        "CLOSED, CLOSED",
        "PENDING, PENDING",
        "FAILED, FAILED",
        "MELTED, UNRECOGNISED",
        "'', UNRECOGNISED"
    })
    void readsCards(String word, CardReading reading) {
        assertThat(BananatechLifecycle.card(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVED, APPROVED",
        "PENDING, IN_REVIEW",
        "REJECTED, REJECTED",
        "FAILED, REJECTED",
        "SOMETHING_NEW, UNRECOGNISED"
    })
    void readsUsers(String word, ApplicantReading reading) {
        assertThat(BananatechLifecycle.user(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, SUCCEEDED", "FAILED, FAILED", "PENDING, PENDING", "DONE, UNRECOGNISED"})
    void readsResults(String word, OrderReading reading) {
        assertThat(BananatechLifecycle.result(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({
        "RECHARGE, TOP_UP",
        "PURCHASE, PURCHASE",
        "REFUND, REFUND",
        "FEE, FEE",
        "CLOSE_REFUND, WITHDRAWAL",
        "CORRECTION, CORRECTION",
        "LOTTERY, OTHER"
    })
    void readsTransactionTypesAsAnOpenSet(String word, TransactionType type) {
        assertThat(BananatechLifecycle.transactionType(word)).isEqualTo(type);
    }

    @Test
    void readsTransactionStatusesAndTemplatesAsClosedSets() {
        assertThat(BananatechLifecycle.transactionStatus("SUCCESS")).contains(TransactionStatus.SETTLED);
        assertThat(BananatechLifecycle.transactionStatus("FAILED")).contains(TransactionStatus.DECLINED);
        assertThat(BananatechLifecycle.transactionStatus("SOMETHING_NEW")).isEmpty();
        assertThat(BananatechLifecycle.template("Virtual")).contains(CardType.VIRTUAL);
        assertThat(BananatechLifecycle.template("Physical")).contains(CardType.PHYSICAL);
        assertThat(BananatechLifecycle.template("Edible")).isEmpty();
    }

    @Test
    void listsEveryEventOfTheSheet() {
        assertThat(List.of(
                        "USER_CREATE_RESULT",
                        "CARD_APPLY_RESULT",
                        "CARD_ACTIVATE_RESULT",
                        "CARD_ASSIGN_RESULT",
                        "CARD_STATUS_CHANGE",
                        "CARD_BALANCE_CHANGE",
                        "CARD_RECHARGE_RESULT",
                        "CARD_CLOSE_RESULT",
                        "TRANSACTION_CREATED",
                        "CARD_CORRECTION",
                        "CARD_3DS",
                        "CARD_VERIFICATION"))
                .allSatisfy(type -> assertThat(BananatechLifecycle.event(type))
                        .isNotEqualTo(BananatechLifecycle.EventReading.UNRECOGNISED))
                .allSatisfy(type -> assertThat(new BananatechContent(type, emptyObject()).standing())
                        .isNotEqualTo(BananatechContent.Standing.UNKNOWN));
        assertThat(BananatechLifecycle.event("CARD_SOMETHING"))
                .isEqualTo(BananatechLifecycle.EventReading.UNRECOGNISED);
    }

    @Test
    void hasEachWordOnceAndShowsEveryRow() {
        var seen = new HashSet<String>();
        for (var row : BananatechLifecycle.rows()) {
            assertThat(seen.add(row.where() + "|" + row.word()))
                    .as(row.toString())
                    .isTrue();
            assertThat(BananatechLifecycle.markdown()).contains("| " + row.where() + " | `" + row.word() + "` |");
        }
        assertThat(BananatechLifecycle.places())
                .containsExactly(
                        "user", "card", "result", "template", "transaction type", "transaction status", "event");
    }

    private static JsonView emptyObject() {
        return ((JsonReading.Parsed) Json.read(new byte[] {'{', '}'})).root();
    }
}
