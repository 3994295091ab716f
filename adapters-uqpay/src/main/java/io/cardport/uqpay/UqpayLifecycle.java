package io.cardport.uqpay;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * THE table of UQPAY's words. A word that is not listed reads {@code UNRECOGNISED} and changes nothing; it is repaired by
 * adding a row and reading the stored delivery again.
 */
public final class UqpayLifecycle {
    /** Where a cardholder's {@code cardholder_status} stands (section 2.4). */
    static final String HOLDER = "cardholder";
    /** Where a card order's {@code order_status} stands (section 4.6). */
    static final String ORDER = "order";
    /** Where a card's {@code card_status} stands (section 4.9). */
    static final String CARD = "card";
    /** Where the {@code card_status} of a plastic card stands, as far as it differs. */
    static final String PHYSICAL = "physical card";
    /** Where an activation's {@code activation_status} or {@code request_status} stands (sections 4.1, 6.5). */
    static final String ACTIVATION = "activation";
    /** Where a webhook's {@code event_type} stands (section 6.5). */
    static final String EVENT = "event";

    private static final String TRANSACTION = "transaction ";
    private static final String DIFFERENCE = " DIFFERENCE";

    private static final String TABLE = """
            where                          | word                                         | reading            | note
            cardholder                     | SUCCESS                                      | APPROVED           | cards can be issued
            cardholder                     | PENDING                                      | IN_REVIEW          | awaiting KYC or review
            cardholder                     | INCOMPLETE                                   | INCOMPLETE         | KYC material missing or to be sent again
            cardholder                     | FAILED                                       | REJECTED           | onboarding rejected
            order                          | PENDING                                      | PENDING            | initial
            order                          | PROCESSING                                   | PENDING            | await webhook
            order                          | SUCCESS                                      | SUCCEEDED          | final; lower case in card.update events
            order                          | FAILED                                       | FAILED             | final
            card                           | PENDING                                      | PENDING            | being provisioned
            card                           | ACTIVE                                       | ACTIVE             | usable
            card                           | FROZEN                                       | LOCKED             | by the status call or the dashboard
            card                           | BLOCKED                                      | LOCKED_BY_PROVIDER | suspicious activity; not reversible by API
            card                           | LOST                                         | LOCKED_BY_PROVIDER | API reference only
            card                           | STOLEN                                       | LOCKED_BY_PROVIDER | API reference only
            card                           | PRE_CANCEL                                   | CLOSING            | declines; earlier authorizations still settle; CANCELLED follows after weeks
            card                           | CANCELLED                                    | CLOSED             | final
            card                           | FAILED                                       | FAILED             | never issued
            card                           | INACTIVE                                     | UNRECOGNISED       | legacy constant, meaning not published
            card                           | SUSPENDED                                    | UNRECOGNISED       | legacy constant, meaning not published
            card                           | CLOSED                                       | UNRECOGNISED       | legacy constant, meaning not published
            physical card                  | PENDING                                      | INACTIVE           | assigned, awaits its activation code
            activation                     | SUCCESS                                      | ACTIVE             | answer of the activate call
            activation                     | ACTIVATED                                    | ACTIVE             | card.activation.status
            transaction AUTHORIZATION      | APPROVED                                     | PURCHASE AUTHORIZED |
            transaction AUTHORIZATION      | DECLINED                                     | PURCHASE DECLINED  | the reason stands in description
            transaction AUTHORIZATION      | PENDING                                      | PURCHASE PENDING   |
            transaction REVERSAL           | APPROVED                                     | PURCHASE REVERSED  | belongs to original_transaction_id
            transaction REVERSAL           | DECLINED                                     | OTHER DECLINED     | the authorization stays as it is
            transaction REVERSAL           | PENDING                                      | OTHER PENDING      | the authorization stays as it is
            transaction SETTLEMENT DEBIT   | APPROVED                                     | PURCHASE SETTLED   | above the authorization; belongs to original_transaction_id
            transaction SETTLEMENT DEBIT   | DECLINED                                     | OTHER DECLINED     |
            transaction SETTLEMENT DEBIT   | PENDING                                      | OTHER PENDING      |
            transaction SETTLEMENT DEBIT DIFFERENCE | APPROVED                            | CORRECTION SETTLED | with settlement-amounts difference; a transaction of its own
            transaction SETTLEMENT CREDIT  | APPROVED                                     | PURCHASE SETTLED   | below the authorization; belongs to original_transaction_id
            transaction SETTLEMENT CREDIT  | DECLINED                                     | OTHER DECLINED     |
            transaction SETTLEMENT CREDIT  | PENDING                                      | OTHER PENDING      |
            transaction SETTLEMENT CREDIT DIFFERENCE | APPROVED                           | CORRECTION SETTLED | with settlement-amounts difference; a transaction of its own
            transaction SETTLEMENT REVERSAL | APPROVED                                    | PURCHASE REVERSED  | belongs to original_transaction_id
            transaction SETTLEMENT REVERSAL | DECLINED                                    | OTHER DECLINED     |
            transaction SETTLEMENT REVERSAL | PENDING                                     | OTHER PENDING      |
            transaction REFUND             | APPROVED                                     | REFUND SETTLED     |
            transaction REFUND             | DECLINED                                     | REFUND DECLINED    |
            transaction REFUND             | PENDING                                      | REFUND PENDING     |
            transaction FUND COLLECTION    | APPROVED                                     | OTHER SETTLED      |
            transaction FUND COLLECTION    | DECLINED                                     | OTHER DECLINED     |
            transaction FUND COLLECTION    | PENDING                                      | OTHER PENDING      |
            transaction FUND TRANSFER      | APPROVED                                     | OTHER SETTLED      | event only
            transaction FUND TRANSFER      | DECLINED                                     | OTHER DECLINED     | event only
            transaction FUND TRANSFER      | PENDING                                      | OTHER PENDING      | event only
            transaction ATM DEPOSIT        | APPROVED                                     | OTHER SETTLED      |
            transaction ATM DEPOSIT        | DECLINED                                     | OTHER DECLINED     |
            transaction ATM DEPOSIT        | PENDING                                      | OTHER PENDING      |
            transaction VALIDATION         | APPROVED                                     | OTHER AUTHORIZED   | a check of the card without money
            transaction VALIDATION         | DECLINED                                     | OTHER DECLINED     |
            transaction VALIDATION         | PENDING                                      | OTHER PENDING      |
            transaction CHARGEBACK DEBIT   | APPROVED                                     | CORRECTION SETTLED |
            transaction CHARGEBACK DEBIT   | DECLINED                                     | CORRECTION DECLINED |
            transaction CHARGEBACK DEBIT   | PENDING                                      | CORRECTION PENDING |
            transaction CHARGEBACK CREDIT  | APPROVED                                     | CORRECTION SETTLED |
            transaction CHARGEBACK CREDIT  | DECLINED                                     | CORRECTION DECLINED |
            transaction CHARGEBACK CREDIT  | PENDING                                      | CORRECTION PENDING |
            transaction FEE                | APPROVED                                     | FEE SETTLED        |
            transaction FEE                | DECLINED                                     | FEE DECLINED       |
            transaction FEE                | PENDING                                      | FEE PENDING        |
            event                          | card.create.succeeded                        | ORDER_SUCCEEDED    | a plastic card is still PENDING
            event                          | card.create.failed                           | ORDER_FAILED       |
            event                          | card.update.succeeded                        | ORDER_SUCCEEDED    |
            event                          | card.update.failed                           | ORDER_FAILED       |
            event                          | card.status.update.succeeded                 | ORDER_SUCCEEDED    | also without an order of ours: BLOCKED, PRE_CANCEL to CANCELLED
            event                          | card.status.update.failed                    | ORDER_FAILED       |
            event                          | card.recharge.succeeded                      | ORDER_SUCCEEDED    |
            event                          | card.recharge.failed                         | ORDER_FAILED       |
            event                          | card.withdraw.succeeded                      | ORDER_SUCCEEDED    |
            event                          | card.withdraw.failed                         | ORDER_FAILED       |
            event                          | card.activation.code                         | ACTIVATION_CODE    |
            event                          | card.activation.status                       | CARD               |
            event                          | card.3ds.otp                                 | OTP                |
            event                          | card.verification.otp                        | OTP                |
            event                          | card.PIN.retry.exceed.soft.block             | CARD               | constant of one SDK, form not published
            event                          | card.activated                               | CARD               | constant of two SDKs, form not published
            event                          | card.suspended                               | CARD               | constant of two SDKs, form not published
            event                          | card.closed                                  | CARD               | constant of two SDKs, form not published
            event                          | card.risk_control.network_protection.enrolled | IRRELEVANT        |
            event                          | card.risk_control.network_protection.removed | IRRELEVANT         |
            event                          | card.risk_control.network_protection.enrollment_fee.charged | IRRELEVANT | a fee of our account
            event                          | card.risk_control.network_protection.maintenance_fee.charged | IRRELEVANT | a fee of our account
            event                          | issuing.fee.card                             | FEE                |
            event                          | issuing.transaction.authorization            | TRANSACTION AUTHORIZATION | declined ones too
            event                          | issuing.transaction.reversal                 | TRANSACTION REVERSAL |
            event                          | issuing.transaction.refund                   | TRANSACTION REFUND |
            event                          | issuing.transaction.settlement.credit        | TRANSACTION SETTLEMENT CREDIT |
            event                          | issuing.transaction.settlement.debit         | TRANSACTION SETTLEMENT DEBIT |
            event                          | issuing.transaction.settlement.reversal      | TRANSACTION SETTLEMENT REVERSAL |
            event                          | issuing.transaction.fund.collection          | TRANSACTION FUND COLLECTION |
            event                          | issuing.transaction.fund.transfer            | TRANSACTION FUND TRANSFER |
            event                          | issuing.transaction.validation               | TRANSACTION VALIDATION |
            event                          | issuing.transaction.atm.deposit              | TRANSACTION ATM DEPOSIT |
            event                          | issuing.transaction.chargeback.credit        | TRANSACTION CHARGEBACK CREDIT |
            event                          | issuing.transaction.chargeback.debit         | TRANSACTION CHARGEBACK DEBIT |
            event                          | issuing.transfer.status_changed              | IRRELEVANT         | between our accounts
            event                          | issuing.report.created                       | IRRELEVANT         |
            event                          | issuing.report.succeeded                     | IRRELEVANT         |
            event                          | cardholder.kyc.status_changed                | HOLDER             |
            event                          | cardholder.updated                           | HOLDER             |
            """;

    private static final List<Row> ROWS = TABLE.lines().skip(1).map(Row::of).toList();

    private UqpayLifecycle() {}

    /** What an event is about. */
    enum EventReading {
        ORDER_SUCCEEDED,
        ORDER_FAILED,
        CARD,
        ACTIVATION_CODE,
        OTP,
        HOLDER,
        TRANSACTION,
        FEE,
        IRRELEVANT,
        UNRECOGNISED
    }

    record Row(String where, String word, String reading, String note) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
        }
    }

    record EventMeaning(EventReading reading, String transactionType) {}

    record TransactionMeaning(TransactionType type, TransactionStatus status) {}

    static List<Row> rows() {
        return ROWS;
    }

    static ApplicantReading holder(String word) {
        return find(HOLDER, word).map(ApplicantReading::valueOf).orElse(ApplicantReading.UNRECOGNISED);
    }

    static OrderReading order(String word) {
        return find(ORDER, word).map(OrderReading::valueOf).orElse(OrderReading.UNRECOGNISED);
    }

    static CardReading card(String word, UqpayWire.Form form) {
        Optional<String> own = switch (form) {
            case PHYSICAL -> find(PHYSICAL, word);
            case OTHER -> Optional.empty();
        };
        return own.or(() -> find(CARD, word)).map(CardReading::valueOf).orElse(CardReading.UNRECOGNISED);
    }

    static CardReading activation(String word) {
        return find(ACTIVATION, word).map(CardReading::valueOf).orElse(CardReading.UNRECOGNISED);
    }

    static Optional<TransactionMeaning> transaction(String type, String status) {
        return find(TRANSACTION + type.toUpperCase(Locale.ROOT), status)
                .map(reading -> reading.split(" ", 2))
                .map(pair ->
                        new TransactionMeaning(TransactionType.valueOf(pair[0]), TransactionStatus.valueOf(pair[1])));
    }

    /** What a settlement is whose amount is only the difference; empty for anything else. */
    static Optional<TransactionMeaning> difference(String type, String status) {
        return transaction(type + DIFFERENCE, status);
    }

    static EventMeaning event(String type) {
        return find(EVENT, type)
                .map(reading -> reading.split(" ", 2))
                .map(pair -> new EventMeaning(EventReading.valueOf(pair[0]), pair.length > 1 ? pair[1] : ""))
                .orElse(new EventMeaning(EventReading.UNRECOGNISED, ""));
    }

    /**
     * The table as documentation shows it.
     *
     * @return a Markdown table of all rows
     */
    public static String markdown() {
        var text = new StringBuilder("| where | word | reading | note |\n|---|---|---|---|\n");
        ROWS.forEach(row -> text.append("| ")
                .append(row.where())
                .append(" | `")
                .append(row.word())
                .append("` | `")
                .append(row.reading())
                .append("` | ")
                .append(row.note())
                .append(" |\n"));
        return text.toString();
    }

    /**
     * Every place of the table, in its order.
     *
     * @return such as {@code card}
     */
    public static List<String> places() {
        return ROWS.stream().map(Row::where).distinct().toList();
    }

    // UQPAY writes one word in several cases (SUCCESS, success, Activated), so cases do not tell words apart.
    private static Optional<String> find(String where, String word) {
        return ROWS.stream()
                .filter(row -> row.where().equals(where) && row.word().equalsIgnoreCase(word))
                .map(Row::reading)
                .findFirst();
    }

    static List<String> wordsAt(String... places) {
        return ROWS.stream()
                .filter(row -> Arrays.asList(places).contains(row.where()))
                .map(Row::word)
                .toList();
    }
}
