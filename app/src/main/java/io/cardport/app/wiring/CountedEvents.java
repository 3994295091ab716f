package io.cardport.app.wiring;

import io.cardport.app.persistence.EventRendering;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventDraft.Content;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/**
 * Counts events by type, and operations by kind and outcome, as they are written. A transaction that is repeated counts
 * twice; these are for watching, the record is the database.
 */
@Singleton
final class CountedEvents implements BeanCreatedEventListener<EventRendering> {
    private final Provider<MeterRegistry> meters;

    CountedEvents(Provider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    public EventRendering onCreated(BeanCreatedEvent<EventRendering> event) {
        EventRendering rendering = event.getBean();
        return draft -> {
            count(draft);
            return rendering.render(draft);
        };
    }

    private void count(EventDraft draft) {
        meters.get().counter("cardport.events", "type", draft.type().text()).increment();
        if (draft.content() instanceof Content.OfOperation(var operation)) {
            meters.get()
                    .counter(
                            "cardport.operations",
                            "account",
                            operation.about().account(),
                            "kind",
                            operation.kind().name(),
                            "outcome",
                            operation.state().name().name())
                    .increment();
        }
    }
}
