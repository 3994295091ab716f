package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Ids;
import io.cardport.simulators.frame.WebhookSender;
import io.cardport.simulators.offblocks.Words.Kind;

/** Tells subscribers of changes: the whole entity, flat, with webhookType and eventId (§3.3). */
final class Events {

    private final WebhookSender sender;
    private final Subscriptions subscriptions;
    private final Ids ids;

    Events(WebhookSender sender, Subscriptions subscriptions, Ids ids) {
        this.sender = sender;
        this.subscriptions = subscriptions;
        this.ids = ids;
    }

    void tell(Kind kind, ObjectNode view) {
        send(kind.event(), view.path("id").asText(), view);
    }

    /** Sends anything at all; every subscriber gets the same event id. */
    void send(String type, String subject, ObjectNode body) {
        ObjectNode event = body.deepCopy().put("webhookType", type);
        if (!event.has("eventId")) {
            event.put("eventId", ids.uuid());
        }
        sender.send(type, subject, event);
        subscriptions.addresses(type).stream()
                .filter(url -> !sender.url().filter(url::equals).isPresent())
                .forEach(url -> sender.send(type, subject, event, url));
    }
}
