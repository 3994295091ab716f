package io.cardport.@package@;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.holder.ApplicantReading;
import java.util.Map;
import java.util.stream.Collectors;

/** What the issuer's words mean. A word that is not listed reads UNRECOGNISED and changes nothing. */
public final class @Name@Lifecycle {
    private static final String TABLE = """
            where  | word     | reading   | note
            holder | pending  | IN_REVIEW | an example: the issuer's documentation has the words
            holder | approved | APPROVED  |
            holder | rejected | REJECTED  |
            card   | pending  | PENDING   |
            card   | active   | ACTIVE    |
            """;

    private static final Map<String, String> WORDS = TABLE.lines()
            .skip(1)
            .map(row -> row.split("\\|", -1))
            .collect(Collectors.toUnmodifiableMap(
                    cells -> cells[0].strip() + " " + cells[1].strip(), cells -> cells[2].strip()));

    private @Name@Lifecycle() {}

    static ApplicantReading holder(String word) {
        return ApplicantReading.valueOf(WORDS.getOrDefault("holder " + word, "UNRECOGNISED"));
    }

    static CardReading card(String word) {
        return CardReading.valueOf(WORDS.getOrDefault("card " + word, "UNRECOGNISED"));
    }

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
}
