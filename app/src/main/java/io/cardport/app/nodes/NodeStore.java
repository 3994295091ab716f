package io.cardport.app.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Where nodes announce themselves. A beat and the decision about a word exclude each other, so neither misses the other. */
public interface NodeStore {
    /** How long a node counts as living after its last sign of life, for what may be written. */
    Duration LIVING = Duration.ofMinutes(1);

    /**
     * Says that a node lives, at database time, and makes its row where it is missing.
     *
     * @param me the node; its heartbeat's time is not used
     * @return the words and keys in use that it does not read
     * @throws io.cardport.domain.store.StoreUnavailable when nobody heard it
     */
    Set<String> beat(Node me);

    /**
     * Takes a node away that has ended.
     *
     * @param id its id
     */
    void leave(String id);

    /**
     * All nodes that have not left, living or not.
     *
     * @return oldest start first
     */
    List<Node> all();

    /**
     * Begins the use of a word if every living node reads it. A node that starts later and does not read it learns so with
     * its first beat.
     *
     * @param word a stored word, or a key as {@link ThisNode#key} names it
     * @return whether it may be written from now on
     */
    WordUse use(String word);

    /**
     * Forgets nodes that were silent for long.
     *
     * @param silence for how long
     * @return how many
     */
    int forget(Duration silence);
}
