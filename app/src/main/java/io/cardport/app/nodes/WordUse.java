package io.cardport.app.nodes;

import java.util.List;

/** Whether a new word or key may be written. */
public sealed interface WordUse {
    /** Every living node reads it, and whoever starts later must. */
    record InUse() implements WordUse {}

    /**
     * Not yet: some node would not understand it.
     *
     * @param nodes their ids
     */
    record NotYet(List<String> nodes) implements WordUse {
        /** Copies the list. */
        public NotYet {
            nodes = List.copyOf(nodes);
        }
    }
}
