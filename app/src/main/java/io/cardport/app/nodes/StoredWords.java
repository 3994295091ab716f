package io.cardport.app.nodes;

import java.util.Set;

/**
 * The words in stored rows that this version reads beyond those that every version reads. Whoever adds a word that an older
 * version would not read (a state, a case of a sealed type that is stored, a form of a sealed value) names it here in the
 * version that reads it and asks {@link ThisNode#mayWrite} before it is written.
 */
public final class StoredWords {
    /** A card's lock that a freeze holds. */
    public static final String FREEZE = "lock_owner.FREEZE";

    /** An endpoint's wish for one-time passwords. */
    public static final String CARD_OTP = "event_type.card.otp";

    /** All of them. */
    public static final Set<String> READ = Set.of(FREEZE, CARD_OTP);

    private StoredWords() {}
}
