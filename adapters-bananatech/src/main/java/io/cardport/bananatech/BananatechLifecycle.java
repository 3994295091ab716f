package io.cardport.bananatech;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import java.util.List;
import java.util.Optional;

/**
 * THE table of BananaTech's words. A word that is not listed reads {@code UNRECOGNISED} and changes nothing; it is repaired
 * by adding a row and reading the stored delivery again.
 */
public final class BananatechLifecycle {
    /** Where a user's {@code status} stands (section 2.3). */
    static final String USER = "user";
    /** Where a card's {@code status} or {@code card_status} stands (sections 2.2 and 2.3). */
    static final String CARD = "card";
    /** Where the {@code status} of a result stands: whether what was asked for happened (sections 2.2 and 2.3). */
    static final String RESULT = "result";
    /** Where a template's {@code type} stands (section 2.3). */
    static final String TEMPLATE = "template";
    /** Where a transaction's {@code type} stands (section 2.4). */
    static final String TRANSACTION_TYPE = "transaction type";
    /** Where a transaction's {@code status} stands (section 2.2). */
    static final String TRANSACTION_STATUS = "transaction status";
    /** Where a webhook's {@code type} stands (section 2.3). */
    static final String EVENT = "event";

    private static final String TABLE = """
            where              | word                | reading      | note
            user               | APPROVED            | APPROVED     | cards of the template can be applied for
            user               | PENDING             | IN_REVIEW    | before the decision; inferred, not documented
            user               | REJECTED            | REJECTED     | with a message; inferred, not documented
            user               | FAILED              | REJECTED     | with a message; inferred, not documented
            card               | TBA                 | INACTIVE     | to be activated: assigned, has no PIN yet
            card               | ACTIVE              | ACTIVE       | usable
            card               | LOCKED              | LOCKED       | by the status call
            card               | CLOSED              | CLOSED       | final
            card               | PENDING             | PENDING      | inferred, not documented
            card               | FAILED              | FAILED       | inferred, not documented
            result             | SUCCESS             | SUCCEEDED    | final
            result             | FAILED              | FAILED       | final; of a recharge the merchant gets the money back (inferred)
            result             | PENDING             | PENDING      | inferred, not documented
            template           | Virtual             | VIRTUAL      |
            template           | Physical            | PHYSICAL     | the number is printed; inferred, not documented
            transaction type   | RECHARGE            | TOP_UP       |
            transaction type   | PURCHASE            | PURCHASE     | inferred, not documented
            transaction type   | REFUND              | REFUND       | inferred, not documented
            transaction type   | FEE                 | FEE          | inferred, not documented
            transaction type   | CLOSE_REFUND        | WITHDRAWAL   | inferred, not documented
            transaction type   | CORRECTION          | CORRECTION   | inferred, not documented; any other type reads OTHER
            transaction status | SUCCESS             | SETTLED      |
            transaction status | FAILED              | DECLINED     |
            transaction status | PENDING             | PENDING      | inferred, not documented
            event              | USER_CREATE_RESULT  | USER         | has no time, so it only causes a look
            event              | CARD_APPLY_RESULT   | APPLY        | whether the card needs activation tells only the card itself
            event              | CARD_ASSIGN_RESULT  | ASSIGN       | success names the card, failure the user
            event              | CARD_ACTIVATE_RESULT | ACTIVATE    | with the card's number
            event              | CARD_STATUS_CHANGE  | STATUS       | lock and unlock
            event              | CARD_CLOSE_RESULT   | CLOSE        | with what came back
            event              | CARD_RECHARGE_RESULT | RECHARGE    | names no request, so it is matched by card and amount
            event              | CARD_BALANCE_CHANGE | IRRELEVANT   | balances are asked for when they are wanted
            event              | TRANSACTION_CREATED | TRANSACTION  | payload not documented; read like a listed transaction
            event              | CARD_CORRECTION     | TRANSACTION  | payload not documented; read like a listed transaction
            event              | CARD_3DS            | OTP          | payload not documented; a code found in it goes to card.otp, never stored
            event              | CARD_VERIFICATION   | OTP          | payload not documented; a code found in it goes to card.otp, never stored
            """;

    private static final List<Row> ROWS = TABLE.lines().skip(1).map(Row::of).toList();

    private BananatechLifecycle() {}

    /** What an event is about. */
    enum EventReading {
        USER,
        APPLY,
        ASSIGN,
        ACTIVATE,
        STATUS,
        CLOSE,
        RECHARGE,
        TRANSACTION,
        OTP,
        IRRELEVANT,
        UNRECOGNISED
    }

    record Row(String where, String word, String reading, String note) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
        }
    }

    static List<Row> rows() {
        return ROWS;
    }

    static ApplicantReading user(String word) {
        return find(USER, word).map(ApplicantReading::valueOf).orElse(ApplicantReading.UNRECOGNISED);
    }

    static CardReading card(String word) {
        return find(CARD, word).map(CardReading::valueOf).orElse(CardReading.UNRECOGNISED);
    }

    static OrderReading result(String word) {
        return find(RESULT, word).map(OrderReading::valueOf).orElse(OrderReading.UNRECOGNISED);
    }

    static Optional<CardType> template(String word) {
        return find(TEMPLATE, word).map(CardType::valueOf);
    }

    /** The types are an open set (section 2.4). */
    static TransactionType transactionType(String word) {
        return find(TRANSACTION_TYPE, word).map(TransactionType::valueOf).orElse(TransactionType.OTHER);
    }

    static Optional<TransactionStatus> transactionStatus(String word) {
        return find(TRANSACTION_STATUS, word).map(TransactionStatus::valueOf);
    }

    static EventReading event(String type) {
        return find(EVENT, type).map(EventReading::valueOf).orElse(EventReading.UNRECOGNISED);
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

    private static Optional<String> find(String where, String word) {
        return ROWS.stream()
                .filter(row -> row.where().equals(where) && row.word().equalsIgnoreCase(word))
                .map(Row::reading)
                .findFirst();
    }
}
