package io.cardport.netpay;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.ApplicantReading;
import java.util.Map;
import java.util.stream.Collectors;

/** What NetPay's words mean. A word that is not listed reads UNRECOGNISED and changes nothing. */
public final class NetpayLifecycle {
    /** Holder words: sheet 0.2. Card words: {@code pending} sheet 0.2, the others sheet 0.3. */
    static final String TABLE = """
            where  | word       | reading   | note
            holder | IN_REVIEW  | IN_REVIEW | until NetPay's issuer has decided; only polling tells
            holder | ACTIVE     | APPROVED  | canIssueCard is true exactly then
            holder | REJECTED   | REJECTED  | final: nothing can be submitted again
            card   | processing | PENDING   | NetPay has not asked its issuer yet
            card   | pending    | PENDING   | the only word that the documented calls give
            card   | active     | ACTIVE    | seen with extensions only
            card   | frozen     | LOCKED    | seen with extensions only
            card   | cancelled  | CLOSED    | seen with extensions only
            card   | failed     | FAILED    | the wallet was refunded
            type   | card_deposit | TOP_UP   | seen with extensions only
            type   | card_withdraw | WITHDRAWAL | seen with extensions only
            type   | card_issuance_virtual | FEE | seen with extensions only
            status | pending    | PENDING   | seen with extensions only
            status | processing | PENDING   | seen with extensions only
            status | approved   | AUTHORIZED | seen with extensions only
            status | completed  | SETTLED   | seen with extensions only
            status | rejected   | DECLINED  | seen with extensions only
            status | failed     | DECLINED  | seen with extensions only
            """;

    private static final Map<String, ApplicantReading> HOLDER = words("holder").entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> ApplicantReading.valueOf(entry.getValue())));
    private static final Map<String, CardReading> CARD = words("card").entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> CardReading.valueOf(entry.getValue())));

    private static final Map<String, TransactionType> TYPE = words("type").entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> TransactionType.valueOf(entry.getValue())));
    private static final Map<String, TransactionStatus> STATUS = words("status").entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> TransactionStatus.valueOf(entry.getValue())));

    private NetpayLifecycle() {}

    /**
     * The table as documentation shows it.
     *
     * @return a Markdown table of all rows
     */
    public static String markdown() {
        return TABLE.lines()
                .skip(1)
                .map(row -> row.split("\\|", -1))
                .map(cells -> "| " + cells[0].strip() + " | `" + cells[1].strip() + "` | `" + cells[2].strip() + "` | "
                        + cells[3].strip() + " |\n")
                .collect(Collectors.joining("", "| where | word | reading | note |\n|---|---|---|---|\n", ""));
    }

    static ApplicantReading holder(String word) {
        return HOLDER.getOrDefault(word, ApplicantReading.UNRECOGNISED);
    }

    static CardReading card(String word) {
        return CARD.getOrDefault(word, CardReading.UNRECOGNISED);
    }

    static TransactionType transactionType(String word) {
        return TYPE.getOrDefault(word, TransactionType.OTHER);
    }

    static TransactionStatus transactionStatus(String word) {
        return STATUS.getOrDefault(word, TransactionStatus.PENDING);
    }

    private static Map<String, String> words(String where) {
        return TABLE.lines()
                .skip(1)
                .map(row -> row.split("\\|", -1))
                .filter(cells -> cells[0].strip().equals(where))
                .collect(Collectors.toUnmodifiableMap(cells -> cells[1].strip(), cells -> cells[2].strip()));
    }
}
