package io.cardport.domain.issuing;

import io.cardport.domain.issuing.Refusal.Reason;
import java.util.List;

/**
 * Why an issuer can't be asked for something. It is known from the command alone, so it is said before anything is stored
 * or sent; what the issuer itself says no to is a {@link Refusal}.
 */
public sealed interface Objection {
    /**
     * The issuer has nothing of the kind.
     *
     * @param sentence what it has, or has not
     */
    record NotOffered(String sentence) implements Objection {}

    /**
     * The issuer needs more.
     *
     * @param fields names of what is missing, as requests name them
     * @param sentence why
     */
    record Missing(List<String> fields, String sentence) implements Objection {
        /** Copies the list. */
        public Missing {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field breaks a rule of the issuer's.
     *
     * @param field its name, as requests name it
     * @param rule the rule that it breaks
     */
    record Wrong(String field, String rule) implements Objection {}

    /**
     * What an adapter answers that is asked all the same.
     *
     * @return a refusal without a code of the issuer's, which was not asked
     */
    default Refusal refusal() {
        return switch (this) {
            case NotOffered(String sentence) -> new Refusal(Reason.UNSUPPORTED, "", sentence);
            case Missing(List<String> fields, String sentence) ->
                new Refusal(Reason.REQUIREMENTS_MISSING, "", sentence, fields);
            case Wrong(String field, String rule) -> new Refusal(Reason.INVALID_REQUEST, "", field + " " + rule);
        };
    }
}
