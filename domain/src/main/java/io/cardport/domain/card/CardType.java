package io.cardport.domain.card;

/** Whether a card exists in plastic. */
public enum CardType {
    /** A number only. */
    VIRTUAL,
    /** A plastic card. */
    PHYSICAL
}
