package io.cardport.app.rest.view;

import io.cardport.app.rest.view.OperationView.SubjectView;
import io.cardport.domain.delivery.PingBody;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.usecase.PingEndpoint;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Pings in the form of events. */
@Singleton
final class JsonPings implements PingBody {
    @Override
    public byte[] write(EventId event, EndpointId endpoint, long version, Instant at) {
        return Json.bytes(new EventView(
                event.value(),
                PingEndpoint.TYPE,
                at,
                version,
                new SubjectView("webhook_endpoint", endpoint.value()),
                Map.of("id", endpoint.value())));
    }
}
