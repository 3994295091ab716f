package io.cardport.domain.freeze;

import io.cardport.domain.id.CardId;
import io.cardport.domain.id.FreezeId;

/**
 * What a freeze has done to one card.
 *
 * @param freeze which freeze
 * @param card which card
 * @param state how far it is
 * @param tries how often it was worked on
 */
public record Hold(FreezeId freeze, CardId card, State state, int tries) {
    /** How far it is. */
    public enum State {
        /** Blocked here; the issuer is still to confirm. */
        PENDING,
        /** The issuer has it locked. */
        CONFIRMED,
        /** Blocked here only: the issuer cannot lock it. */
        UNSUPPORTED,
        /** The freeze was lifted and has let go of it. */
        RELEASED
    }
}
