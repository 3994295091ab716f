package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.uqpay.UqpayLifecycle.EventReading;
import io.cardport.uqpay.UqpayLifecycle.TransactionMeaning;
import io.cardport.uqpay.UqpayWire.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word of the sheet has a row, and every row can be read. */
class UqpayLifecycleTest {
    @ParameterizedTest
    @CsvSource({
        "PENDING, PENDING, INACTIVE",
        "ACTIVE, ACTIVE, ACTIVE",
        "FROZEN, LOCKED, LOCKED",
        "BLOCKED, LOCKED_BY_PROVIDER, LOCKED_BY_PROVIDER",
        "LOST, LOCKED_BY_PROVIDER, LOCKED_BY_PROVIDER",
        "STOLEN, LOCKED_BY_PROVIDER, LOCKED_BY_PROVIDER",
        "PRE_CANCEL, CLOSING, CLOSING",
        "CANCELLED, CLOSED, CLOSED",
        "FAILED, FAILED, FAILED",
        "INACTIVE, UNRECOGNISED, UNRECOGNISED",
        "MELTED, UNRECOGNISED, UNRECOGNISED"
    })
    void readsCards(String word, CardReading virtual, CardReading physical) {
        assertThat(UqpayLifecycle.card(word, Form.OTHER)).isEqualTo(virtual);
        assertThat(UqpayLifecycle.card(word, Form.PHYSICAL)).isEqualTo(physical);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, APPROVED",
        "PENDING, IN_REVIEW",
        "INCOMPLETE, INCOMPLETE",
        "FAILED, REJECTED",
        "'', UNRECOGNISED",
        "success , APPROVED"
    })
    void readsHolders(String word, ApplicantReading reading) {
        assertThat(UqpayLifecycle.holder(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, PENDING",
        "PROCESSING, PENDING",
        "SUCCESS, SUCCEEDED",
        "success, SUCCEEDED",
        "FAILED, FAILED",
        "DONE, UNRECOGNISED"
    })
    void readsOrders(String word, OrderReading reading) {
        assertThat(UqpayLifecycle.order(word)).isEqualTo(reading);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTHORIZATION",
                "REFUND",
                "FUND COLLECTION",
                "ATM DEPOSIT",
                "REVERSAL",
                "VALIDATION",
                "SETTLEMENT DEBIT",
                "SETTLEMENT CREDIT",
                "SETTLEMENT REVERSAL",
                "CHARGEBACK DEBIT",
                "CHARGEBACK CREDIT",
                "FEE"
            })
    void readsEveryTypeOfTransactionInEveryStatus(String type) {
        for (String status : List.of("APPROVED", "DECLINED", "PENDING")) {
            assertThat(UqpayLifecycle.transaction(type, status)).isPresent();
        }
        assertThat(UqpayLifecycle.transaction(type, "REFUNDED")).isEmpty();
        assertThat(UqpayLifecycle.transaction(type, "PENDING").orElseThrow().status())
                .isEqualTo(TransactionStatus.PENDING);
        assertThat(UqpayLifecycle.transaction(type, "DECLINED").orElseThrow().status())
                .isEqualTo(TransactionStatus.DECLINED);
    }

    @Test
    void readsWhatMattersMostOfTransactions() {
        assertThat(UqpayLifecycle.transaction("AUTHORIZATION", "APPROVED"))
                .contains(new TransactionMeaning(TransactionType.PURCHASE, TransactionStatus.AUTHORIZED));
        assertThat(UqpayLifecycle.transaction("REVERSAL", "APPROVED"))
                .contains(new TransactionMeaning(TransactionType.PURCHASE, TransactionStatus.REVERSED));
        assertThat(UqpayLifecycle.transaction("SETTLEMENT DEBIT", "APPROVED"))
                .contains(new TransactionMeaning(TransactionType.PURCHASE, TransactionStatus.SETTLED));
        assertThat(UqpayLifecycle.transaction("REFUND", "APPROVED"))
                .contains(new TransactionMeaning(TransactionType.REFUND, TransactionStatus.SETTLED));
    }

    @Test
    void listsEveryEventOfTheCatalogue() {
        List<String> catalogue = List.of(
                "card.create.succeeded",
                "card.create.failed",
                "card.update.succeeded",
                "card.update.failed",
                "card.status.update.succeeded",
                "card.status.update.failed",
                "card.recharge.succeeded",
                "card.recharge.failed",
                "card.withdraw.succeeded",
                "card.withdraw.failed",
                "card.activation.code",
                "card.activation.status",
                "card.3ds.otp",
                "card.verification.otp",
                "card.PIN.retry.exceed.soft.block",
                "card.activated",
                "card.suspended",
                "card.closed",
                "card.risk_control.network_protection.enrolled",
                "card.risk_control.network_protection.removed",
                "card.risk_control.network_protection.enrollment_fee.charged",
                "card.risk_control.network_protection.maintenance_fee.charged",
                "issuing.fee.card",
                "issuing.transaction.authorization",
                "issuing.transaction.reversal",
                "issuing.transaction.refund",
                "issuing.transaction.settlement.credit",
                "issuing.transaction.settlement.debit",
                "issuing.transaction.settlement.reversal",
                "issuing.transaction.fund.collection",
                "issuing.transaction.fund.transfer",
                "issuing.transaction.validation",
                "issuing.transaction.atm.deposit",
                "issuing.transaction.chargeback.credit",
                "issuing.transaction.chargeback.debit",
                "issuing.transfer.status_changed",
                "issuing.report.created",
                "issuing.report.succeeded",
                "cardholder.kyc.status_changed",
                "cardholder.updated");

        assertThat(UqpayLifecycle.wordsAt(UqpayLifecycle.EVENT)).containsExactlyInAnyOrderElementsOf(catalogue);
        assertThat(UqpayLifecycle.event("card.melted").reading()).isEqualTo(EventReading.UNRECOGNISED);
        for (String event : catalogue) {
            UqpayLifecycle.EventMeaning meaning = UqpayLifecycle.event(event);
            if (meaning.reading() == EventReading.TRANSACTION) {
                assertThat(UqpayLifecycle.transaction(meaning.transactionType(), "APPROVED"))
                        .as(event)
                        .isPresent();
            }
        }
    }

    @Test
    void holdsNoWordTwiceAndNoRowThatCannotBeRead() {
        assertThat(UqpayLifecycle.rows().stream().map(row -> row.where() + "|" + row.word()))
                .doesNotHaveDuplicates();
        for (UqpayLifecycle.Row row : UqpayLifecycle.rows()) {
            assertThat(row.reading()).isNotEmpty();
            switch (row.where()) {
                case UqpayLifecycle.HOLDER -> ApplicantReading.valueOf(row.reading());
                case UqpayLifecycle.ORDER -> OrderReading.valueOf(row.reading());
                case UqpayLifecycle.CARD, UqpayLifecycle.PHYSICAL, UqpayLifecycle.ACTIVATION ->
                    CardReading.valueOf(row.reading());
                case UqpayLifecycle.EVENT -> UqpayLifecycle.event(row.word());
                default -> {
                    assertThat(row.where()).startsWith("transaction ");
                    UqpayLifecycle.transaction(row.where().substring("transaction ".length()), row.word());
                }
            }
        }
    }

    @Test
    void isShownAsOneMarkdownRowAWord() {
        assertThat(UqpayLifecycle.markdown().lines())
                .hasSize(UqpayLifecycle.rows().size() + 2);
        assertThat(UqpayLifecycle.markdown())
                .contains("| card | `PRE_CANCEL` | `CLOSING` | declines; earlier authorizations still settle");
        assertThat(UqpayLifecycle.places())
                .startsWith("cardholder", "order", "card")
                .endsWith("event");
    }
}
