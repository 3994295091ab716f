package io.cardport.simulators.artha;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of Artha's wire, and the several ways in which its pages spell them (§1.2, §1.4). */
sealed interface Word {

    /** KYC or KYB of one customer for one product. */
    enum Applicant implements Word {
        PENDING,
        UNDER_REVIEW,
        APPROVED,
        REJECTED
    }

    enum CardState implements Word {
        PENDING,
        INACTIVE,
        ACTIVE,
        FROZEN,
        CANCELLED,
        FAILED
    }

    enum Topup implements Word {
        PENDING,
        APPROVED,
        REJECTED
    }

    enum TransactionType implements Word {
        PURCHASE,
        ATM_WITHDRAWAL,
        REFUND,
        FEE,
        TOP_UP
    }

    enum TransactionStatus implements Word {
        AUTHORIZED,
        SETTLED,
        DECLINED,
        REVERSED
    }

    /** What a card operation is called in its result. */
    enum Action implements Word {
        ACTIVATE,
        FREEZE,
        UNFREEZE,
        CANCEL,
        REPLACE,
        SET_PIN
    }

    /** What the timers of this issuer wait for. */
    enum Alarm {
        APPLICANT,
        CARD,
        TOPUP
    }

    /** What can be made to fail. */
    enum Failure {
        /** The next decision on an applicant is a rejection. */
        APPLICANT,
        /** The next card ends as failed. */
        CARD,
        /** The next top-up ends as rejected and its amount goes back. */
        TOPUP,
        /** The next issue call answers 422. */
        ISSUE_REFUSED,
        /** The next top-up call answers 422. */
        TOPUP_REFUSED,
        /** The next card operation answers 422. */
        OPERATION
    }

    /**
     * The constant's name.
     *
     * @return upper-case words with underscores
     */
    String name();

    /** Lower case with underscores, as in <code>atm_withdrawal</code>. */
    default String lower() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Capitals without separators, as in <code>UnderReview</code>. */
    default String title() {
        return Arrays.stream(name().split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** As the page of its call spells it: capitals for decisions, lower case for the rest. */
    default String paged() {
        return switch (this) {
            case Applicant decision -> decision.title();
            case Topup decision -> decision.title();
            case CardState state -> state.lower();
            case TransactionType type -> type.lower();
            case TransactionStatus status -> status.lower();
            case Action action -> action.lower();
        };
    }

    /**
     * Spells the word.
     *
     * @param style the setting <code>words</code>: 0 as the pages, 1 as the seed (<code>underreview</code>), 2 with
     *     underscores, 3 in capitals
     */
    default String spelled(long style) {
        return switch ((int) style) {
            case 1 -> lower().replace("_", "");
            case 2 -> lower();
            case 3 -> name();
            default -> paged();
        };
    }
}
