package io.cardport.artha;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * THE table of Artha's words. The seed writes one word in several ways ({@code underreview}, {@code under_review}, {@code
 * UnderReview}), so words are compared in lower case without {@code _}, {@code -} and blanks. A word that is not listed reads
 * {@code UNRECOGNISED} and changes nothing; it is repaired by adding a row.
 */
public final class ArthaLifecycle {
    private static final String APPLICANT = "applicant";
    private static final String CARD = "card";
    private static final String TOP_UP = "top-up";
    private static final String ACTION = "action";
    private static final String TYPE = "transaction type";
    private static final String STATUS = "transaction status";
    private static final String EVENT = "event";
    private static final String PRODUCT = "product";

    private static final String TABLE = """
            where              | word                   | reading        | note
            applicant          | approved               | APPROVED       | cards of this product can be issued
            applicant          | underreview            | IN_REVIEW      | also where nothing was submitted; only our record tells that
            applicant          | pending                | IN_REVIEW      | sibling page
            applicant          | rejected               | REJECTED       | may be submitted again
            card               | pending                | PENDING        | being made
            card               | underreview            | PENDING        | the seed's summary says it in the place of pending
            card               | active                 | ACTIVE         | usable after the first successful top-up
            card               | inactive               | INACTIVE       | a physical card that awaits its activation code
            card               | frozen                 | LOCKED         | by the freeze call
            card               | cancelled              | CLOSED         | final
            card               | failed                 | FAILED         | never issued
            card               | rejected               | FAILED         | never issued; event card.rejected
            top-up             | pending                | PENDING        | at once after the call
            top-up             | processing             | PENDING        | sibling page
            top-up             | approved               | SUCCEEDED      | the balance was added
            top-up             | completed              | SUCCEEDED      | sibling page
            top-up             | rejected               | FAILED         | the amount went back to our balance by itself
            top-up             | failed                 | FAILED         | sibling page
            action             | pending                | PENDING        | no vendor page lists the status of a card action
            action             | processing             | PENDING        | as above
            action             | success                | SUCCEEDED      | as above
            action             | succeeded              | SUCCEEDED      | as above
            action             | completed              | SUCCEEDED      | as above
            action             | approved               | SUCCEEDED      | as above
            action             | rejected               | FAILED         | as above
            action             | failed                 | FAILED         | as above
            transaction type   | purchase               | PURCHASE       |
            transaction type   | atm_withdrawal         | ATM_WITHDRAWAL |
            transaction type   | refund                 | REFUND         |
            transaction type   | fee                    | FEE            |
            transaction type   | top_up                 | TOP_UP         |
            transaction status | authorized             | AUTHORIZED     |
            transaction status | settled                | SETTLED        |
            transaction status | declined               | DECLINED       |
            transaction status | reversed               | REVERSED       |
            product            | inactive               | WITHDRAWN      | any other word is offered: the issuer itself says no to a card
            product            | disabled               | WITHDRAWN      | as above
            event              | consume                | CARD           | no event is signed, so each only says where to look
            event              | refund                 | CARD           |
            event              | reversal               | CARD           |
            event              | maintain_fee           | CARD           |
            event              | settlement             | CARD           |
            event              | card.freeze            | CARD           |
            event              | card.unfreeze          | CARD           |
            event              | card.cancel            | CARD           |
            event              | card.activate          | CARD           |
            event              | card.set_pin           | CARD           |
            event              | card.approved          | CARD           |
            event              | card.rejected          | CARD           |
            event              | card.under_review      | CARD           |
            event              | cardholder.reviewing   | HOLDER         |
            event              | cardholder.approved    | HOLDER         |
            event              | cardholder.rejected    | HOLDER         |
            event              | topup.completed        | ORDER          | on some versions of the page only
            event              | topup.failed           | ORDER          | on some versions of the page only
            """;

    private static final List<Row> ROWS = TABLE.lines().skip(1).map(Row::of).toList();

    private ArthaLifecycle() {}

    record Row(String where, String word, String reading, String note) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
        }
    }

    /** Whether a product can be had. */
    enum Offer {
        OFFERED,
        WITHDRAWN
    }

    /** What an event is about. */
    enum EventReading {
        CARD,
        HOLDER,
        ORDER,
        UNRECOGNISED
    }

    static List<Row> rows() {
        return ROWS;
    }

    static ApplicantReading applicant(String word) {
        return find(APPLICANT, word).map(ApplicantReading::valueOf).orElse(ApplicantReading.UNRECOGNISED);
    }

    static CardReading card(String word) {
        return find(CARD, word).map(CardReading::valueOf).orElse(CardReading.UNRECOGNISED);
    }

    static OrderReading topUp(String word) {
        return find(TOP_UP, word).map(OrderReading::valueOf).orElse(OrderReading.UNRECOGNISED);
    }

    static OrderReading action(String word) {
        return find(ACTION, word).map(OrderReading::valueOf).orElse(OrderReading.UNRECOGNISED);
    }

    /** A kind that is not listed is another kind. */
    static TransactionType transactionType(String word) {
        return find(TYPE, word).map(TransactionType::valueOf).orElse(TransactionType.OTHER);
    }

    /** A status that is not listed decides nothing. */
    static TransactionStatus transactionStatus(String word) {
        return find(STATUS, word).map(TransactionStatus::valueOf).orElse(TransactionStatus.PENDING);
    }

    static Offer product(String word) {
        return find(PRODUCT, word).map(Offer::valueOf).orElse(Offer.OFFERED);
    }

    static EventReading event(String word) {
        return find(EVENT, word).map(EventReading::valueOf).orElse(EventReading.UNRECOGNISED);
    }

    /** The form in which words are compared (section 1.4). */
    static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[_\\-\\s]", "");
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
        String wanted = plain(word);
        return ROWS.stream()
                .filter(row -> row.where().equals(where) && plain(row.word()).equals(wanted))
                .map(Row::reading)
                .findFirst();
    }
}
