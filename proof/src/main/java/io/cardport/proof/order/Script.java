package io.cardport.proof.order;

import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.proof.letters.Letter;
import io.cardport.proof.parts.Issuer;
import io.cardport.simulators.IssuerControl;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An issuer, what it does to cards, and how it tells.
 *
 * @param issuer which
 * @param ways in which what it says reaches us
 * @param lives what happens to its cards
 * @param mover makes it happen
 * @param post how it is told
 */
record Script(Issuer issuer, Set<Way> ways, List<Life> lives, Mover mover, Post post) {
    /** In what way an issuer's words reach us. */
    enum Way {
        /** As webhooks for a card that is known. */
        POSTED,
        /** As webhooks that come before the answer to the call that makes the card. */
        EARLY,
        /** As answers to looks that began in the order of the life and come back in any order. */
        LOOKED_AT
    }

    /** Makes a step of a life happen at the simulated issuer. */
    @FunctionalInterface
    interface Mover {
        void move(At at, String word);
    }

    /**
     * Where a step happens.
     *
     * @param control the simulator's strings
     * @param provider the adapter
     * @param card the issuer's id of the card
     */
    record At(IssuerControl control, IssuingProvider provider, ProviderRef card) {}

    /** Writes and seals the letter that tells a step. */
    @FunctionalInterface
    interface Post {
        Letter letter(Told told);
    }

    /**
     * Whom it is about, by the issuer's ids.
     *
     * @param card the card
     * @param holder its holder
     * @param order the order that makes the card
     */
    record Names(ProviderRef card, ProviderRef holder, ProviderRef order) {}

    /**
     * What is told.
     *
     * @param names whom it is about
     * @param place of the step in the life
     * @param step what happened
     * @param fresh which number of telling it is, where each has an id of its own
     * @param happened when it happened
     * @param sent when it is told
     */
    record Told(Names names, int place, Life.Step step, int fresh, Instant happened, Instant sent) {
        String word() {
            return step.word();
        }

        ProviderRef card() {
            return names.card();
        }

        ProviderRef holder() {
            return names.holder();
        }
    }
}
