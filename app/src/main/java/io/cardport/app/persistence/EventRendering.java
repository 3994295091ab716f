package io.cardport.app.persistence;

import io.cardport.domain.event.EventDraft;

/** Makes the JSON of an event as distributors get it; called in the transaction of the change, and frozen then. */
@FunctionalInterface
public interface EventRendering {
    /**
     * Renders an event, without side effects.
     *
     * @param event the event with the resource as it is after the change
     * @return the whole event, UTF-8 JSON: {@code id, type, occurredAt, version, subject, data}
     */
    byte[] render(EventDraft event);
}
