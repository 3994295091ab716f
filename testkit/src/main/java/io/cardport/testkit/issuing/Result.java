package io.cardport.testkit.issuing;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;

/** What an act brought. */
public sealed interface Result {
    /**
     * The outcome of a command.
     *
     * @param outcome what became of it
     */
    record Told(Outcome<?> outcome) implements Result {}

    /**
     * The result of a look.
     *
     * @param look what it brought
     */
    record Shown(Look<?> look) implements Result {}
}
