package io.cardport.domain.store;

import io.cardport.domain.event.EventDraft;

/** Events, written in the transaction of the change that they tell. */
@FunctionalInterface
public interface Outbox {
    /**
     * Writes an event; its content is frozen now.
     *
     * @param event the event
     */
    void append(EventDraft event);
}
