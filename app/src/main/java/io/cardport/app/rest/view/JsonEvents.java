package io.cardport.app.rest.view;

import io.cardport.app.persistence.EventRendering;
import io.cardport.domain.event.EventDraft;
import jakarta.inject.Singleton;

/** Events in the form in which the feed and the deliveries send them. */
@Singleton
final class JsonEvents implements EventRendering {
    @Override
    public byte[] render(EventDraft event) {
        return Json.bytes(EventView.of(event));
    }
}
