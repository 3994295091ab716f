package io.cardport.httpsignature;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.holder.ApplicantReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the issuer's words mean (sheet 3.3). A word that is not listed reads UNRECOGNISED and changes nothing. */
public final class HttpSignatureLifecycle {
    private static final String TABLE = """
            where         | word         | reading            | note
            customer      | initiating   | IN_REVIEW          | with a challenge: INCOMPLETE, the wallet is to sign
            customer      | screening    | IN_REVIEW          |
            customer      | verifying    | IN_REVIEW          |
            customer      | active       | APPROVED           | with an account whose challenge is open: INCOMPLETE
            customer      | rejected     | REJECTED           | final
            customer      | inactive     | SUSPENDED          |
            account       | initiating   | PENDING            | with a challenge: it is to be signed
            account       | pending      | PENDING            |
            account       | active       | ACTIVE             | cards can be made
            account       | inactive     | BLOCKED            |
            account       | closed       | ENDED              | final
            account       | failed       | ENDED              | final
            card          | issuing      | PENDING            |
            card          | issue_failed | FAILED             | final
            card          | active       | ACTIVE             |
            card          | inactive     | LOCKED             | deactivated by us; elsewhere this word means another thing
            card          | suspended    | LOCKED_BY_PROVIDER | reversible
            card          | blocked      | CLOSED             | final, by the issuer
            card          | terminated   | CLOSED             | final
            authorisation | pending      | AUTHORIZED         |
            authorisation | capturing    | AUTHORIZED         |
            authorisation | captured     | SETTLED            |
            authorisation | releasing    | REVERSED           |
            authorisation | released     | REVERSED           |
            transaction   | processing   | PENDING            |
            transaction   | processed    | SETTLED            |
            transaction   | reversing    | REVERSED           |
            transaction   | reversed     | REVERSED           |
            """;

    private static final List<String[]> ROWS = TABLE.lines()
            .skip(1)
            .map(line -> line.split("\\|", -1))
            .map(cells -> new String[] {cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip()})
            .toList();
    private static final Map<String, ApplicantReading> CUSTOMER = words("customer", ApplicantReading::valueOf);
    private static final Map<String, AccountReading> ACCOUNT = words("account", AccountReading::valueOf);
    private static final Map<String, CardReading> CARD = words("card", CardReading::valueOf);
    private static final Map<String, TransactionStatus> AUTHORISATION =
            words("authorisation", TransactionStatus::valueOf);
    private static final Map<String, TransactionStatus> TRANSACTION = words("transaction", TransactionStatus::valueOf);

    private HttpSignatureLifecycle() {}

    /** What a word says of a card account. */
    enum AccountReading {
        PENDING,
        ACTIVE,
        BLOCKED,
        ENDED,
        UNRECOGNISED
    }

    static ApplicantReading customer(String word) {
        return CUSTOMER.getOrDefault(word, ApplicantReading.UNRECOGNISED);
    }

    static AccountReading account(String word) {
        return ACCOUNT.getOrDefault(word, AccountReading.UNRECOGNISED);
    }

    static CardReading card(String word) {
        return CARD.getOrDefault(word, CardReading.UNRECOGNISED);
    }

    static Optional<TransactionStatus> authorisation(String word) {
        return Optional.ofNullable(AUTHORISATION.get(word));
    }

    static Optional<TransactionStatus> transaction(String word) {
        return Optional.ofNullable(TRANSACTION.get(word));
    }

    /**
     * The table as documentation shows it.
     *
     * @return a Markdown table of all rows
     */
    public static String markdown() {
        return ROWS.stream()
                .map(row -> "| " + row[0] + " | `" + row[1] + "` | `" + row[2] + "` | " + row[3] + " |\n")
                .collect(Collectors.joining("", "| where | word | reading | note |\n|---|---|---|---|\n", ""));
    }

    private static <T> Map<String, T> words(String where, Function<String, T> reading) {
        return ROWS.stream()
                .filter(row -> row[0].equals(where))
                .collect(Collectors.toUnmodifiableMap(row -> row[1], row -> reading.apply(row[2])));
    }
}
