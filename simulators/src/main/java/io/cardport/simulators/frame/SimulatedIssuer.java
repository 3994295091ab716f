package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** One simulated issuer. All methods are called inside its state's lock, one at a time. */
public interface SimulatedIssuer {

    /**
     * Its name.
     *
     * @return one lower-case word
     */
    String name();

    /**
     * Where its API begins.
     *
     * @return path with a leading slash, part of the base URL
     */
    String prefix();

    /**
     * First half of a request: who asks, how often, and whether the same was asked before. An idempotency key that is
     * new counts as running from here until {@link #perform} ends.
     *
     * @param request the request
     * @return the answer, if the request ends here
     */
    Optional<Answer> admit(Request request);

    /**
     * Second half of an admitted request.
     *
     * @param request the request
     * @return the answer
     */
    Answer perform(Request request);

    /**
     * Words a made fault as this issuer would.
     *
     * @param fault what goes wrong
     * @return the answer
     */
    Answer excuse(Fault fault);

    /**
     * Puts words that nobody knows where an answer tells a status; called outside the lock.
     *
     * @param answer an answer of {@link #perform}
     * @return a copy with those words in all fields whose names end in <code>status</code>
     */
    default Answer estrange(Answer answer) {
        return answer.estranged(name -> name.toLowerCase(Locale.ROOT).endsWith("status"));
    }

    /**
     * Something is due.
     *
     * @param kind what
     * @param ref the id it concerns
     */
    void due(String kind, String ref);

    /**
     * Control calls of this issuer alone, below <code>/_control/{name}</code>.
     *
     * @return their routes
     */
    Routes control();

    /**
     * Everything a test compares.
     *
     * @return holders, cards, orders, balances
     */
    ObjectNode state();

    /**
     * What a client needs to call it; goes into simulators.json.
     *
     * @return keys and secrets by name
     */
    ObjectNode credentials();

    /** Starts anew: products, balances, keys as on the first start; credentials stay. */
    void reset();
}
