package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The sheet's words (§3.3), in lower case on the wire. */
final class Words {

    enum CustomerStatus {
        INITIATING,
        SCREENING,
        VERIFYING,
        ACTIVE,
        INACTIVE,
        REJECTED
    }

    enum AccountStatus {
        INITIATING,
        PENDING,
        ACTIVE,
        INACTIVE,
        CLOSED,
        FAILED
    }

    enum CardStatus {
        ISSUING,
        ISSUE_FAILED,
        ACTIVE,
        INACTIVE,
        SUSPENDED,
        BLOCKED,
        TERMINATED;

        /** No way leads out of it, and it no longer counts among the account's cards. */
        boolean last() {
            return switch (this) {
                case ISSUE_FAILED, BLOCKED, TERMINATED -> true;
                case ISSUING, ACTIVE, INACTIVE, SUSPENDED -> false;
            };
        }
    }

    enum CardType {
        VIRTUAL,
        PHYSICAL
    }

    enum AuthorisationStatus {
        PENDING,
        CAPTURING,
        CAPTURED,
        RELEASING,
        RELEASED
    }

    enum TransactionStatus {
        PROCESSING,
        PROCESSED,
        REVERSING,
        REVERSED
    }

    /** What a webhook tells about, and the table it is in. */
    enum Kind {
        CUSTOMER("customers"),
        ACCOUNT("accounts"),
        CARD("cards"),
        AUTHORISATION("authorisations"),
        TRANSACTION("transactions");

        private final String table;

        Kind(String table) {
            this.table = table;
        }

        String table() {
            return table;
        }

        String event() {
            return word(this) + ".updated";
        }
    }

    /** What is due later. */
    enum Alarm {
        SCREENING,
        VERIFYING,
        DECISION,
        ACCOUNT,
        CARD,
        CAPTURING,
        CAPTURED,
        RELEASED,
        REVERSED
    }

    /** What control can tell to fail next. */
    enum Failing {
        /** The customer ends as rejected. */
        CUSTOMER,
        /** The account ends as failed. */
        ACCOUNT,
        /** The card ends as issue_failed. */
        CARD,
        /** The call that creates a card answers 400; no card is there. */
        CARD_REFUSED
    }

    private Words() {}

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E status(JsonNode entity, Class<E> words) {
        return Enum.valueOf(words, entity.path("status").asText().toUpperCase(Locale.ROOT));
    }
}
