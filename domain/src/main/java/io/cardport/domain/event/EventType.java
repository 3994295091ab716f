package io.cardport.domain.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What distributors are told; the API's name is {@link #text}. */
public enum EventType {
    /** A cardholder was registered. */
    CARDHOLDER_CREATED,
    /** A cardholder's data changed. */
    CARDHOLDER_UPDATED,
    /** The issuer approved the person. */
    CARDHOLDER_APPROVED,
    /** The issuer turned the person down. */
    CARDHOLDER_REJECTED,
    /** The issuer wants more of the person. */
    CARDHOLDER_INCOMPLETE,
    /** The issuer suspended the person. */
    CARDHOLDER_SUSPENDED,
    /** Nobody decided about the person in time. */
    CARDHOLDER_EXPIRED,
    /** An applicant was submitted. */
    APPLICANT_SUBMITTED,
    /** An applicant changed otherwise. */
    APPLICANT_UPDATED,
    /** An applicant was approved. */
    APPLICANT_APPROVED,
    /** An applicant was turned down. */
    APPLICANT_REJECTED,
    /** More is wanted of an applicant. */
    APPLICANT_INCOMPLETE,
    /** An approval was suspended. */
    APPLICANT_SUSPENDED,
    /** Nobody decided about an applicant in time. */
    APPLICANT_EXPIRED,
    /** A card was asked for. */
    CARD_REQUESTED,
    /** A card is known at the issuer for the first time. */
    CARD_ISSUED,
    /** A card is active for the first time. */
    CARD_ACTIVATED,
    /** A card was locked. */
    CARD_LOCKED,
    /** A card was unlocked. */
    CARD_UNLOCKED,
    /** A close has begun. */
    CARD_CLOSING,
    /** A card was closed. */
    CARD_CLOSED,
    /** A card was never issued. */
    CARD_FAILED,
    /** A card changed otherwise. */
    CARD_UPDATED,
    /** A person is to look at a card. */
    CARD_NEEDS_REVIEW,
    /** A one-time password for a card's holder; it is sent from memory and never in the feed (see {@link #isSecret}). */
    CARD_OTP,
    /** A top-up was asked for. */
    TOP_UP_PENDING,
    /** A top-up was done. */
    TOP_UP_SUCCEEDED,
    /** A top-up failed. */
    TOP_UP_FAILED,
    /** A person is to find out about a top-up. */
    TOP_UP_UNSETTLED,
    /** A withdrawal was asked for. */
    WITHDRAWAL_PENDING,
    /** A withdrawal was done. */
    WITHDRAWAL_SUCCEEDED,
    /** A withdrawal failed. */
    WITHDRAWAL_FAILED,
    /** A person is to find out about a withdrawal. */
    WITHDRAWAL_UNSETTLED,
    /** A purchase was approved. */
    TRANSACTION_AUTHORIZED,
    /** A transaction was settled. */
    TRANSACTION_SETTLED,
    /** A transaction was turned down. */
    TRANSACTION_DECLINED,
    /** A transaction was taken back. */
    TRANSACTION_REVERSED,
    /** A merchant gave money back. */
    TRANSACTION_REFUNDED,
    /** An operation was done. */
    OPERATION_SUCCEEDED,
    /** An operation failed. */
    OPERATION_FAILED,
    /** A person is to find out about an operation. */
    OPERATION_UNSETTLED;

    private static final Map<String, EventType> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::text, Function.identity()));

    /**
     * Reads the API's name.
     *
     * @param text any text
     * @return the type, empty where there is none of that name
     */
    public static Optional<EventType> parse(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    /**
     * Whether what happened may be told from memory only, and only to those who name it: {@code *} does not stand for it.
     *
     * @return true for what is never stored
     */
    public boolean isSecret() {
        return this == CARD_OTP;
    }

    /**
     * The API's name.
     *
     * @return such as {@code card.needs_review} or {@code top_up.pending}
     */
    public String text() {
        String lower = name().toLowerCase(Locale.ROOT);
        int cut = lower.startsWith("top_up_") ? "top_up".length() : lower.indexOf('_');
        return lower.substring(0, cut) + "." + lower.substring(cut + 1);
    }
}
