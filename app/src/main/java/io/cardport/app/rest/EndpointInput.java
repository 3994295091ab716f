package io.cardport.app.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.nodes.StoredWords;
import io.cardport.app.nodes.ThisNode;
import io.cardport.app.nodes.WordUse;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Rule;
import io.cardport.domain.delivery.EndpointUrl;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.WebhookEndpoint.Terms;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.EventId;
import io.cardport.domain.store.OutboundStore.Which;
import io.cardport.domain.store.OutboundStore.Wish;
import io.cardport.domain.usecase.ManageEndpoints.Change;
import io.cardport.domain.usecase.ManageEndpoints.Wanted;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bodies about webhook endpoints. */
@Singleton
final class EndpointInput {
    private static final int MOST_IDS = 1_000;
    private static final int LONGEST_OVERLAP = 168;
    private static final int USUAL_OVERLAP = 24;
    private static final Rule TYPE = new Rule(
            "must be an event type or *",
            text -> text.equals(EventFilter.ALL) || EventType.parse(text).isPresent());
    private static final Rule DESCRIPTION = new Rule(
            "must be at most 200 characters, without control characters",
            text -> text.isEmpty() || Rule.text(200).holds().test(text));
    private static final Rule EVENT =
            new Rule("must be the id of an event", text -> EventId.parse(text).isPresent());

    private final EndpointUrl urls;
    private final ThisNode node;

    EndpointInput(EndpointUrl urls, ThisNode node) {
        this.urls = urls;
        this.node = node;
    }

    Terms terms(ObjectNode body) {
        Fields fields = Fields.of(body, Fields.Nulls.ABSENT).require("url", "eventTypes");
        Optional<URI> url = url(fields);
        Optional<EventFilter> filter = filter(body, fields);
        Optional<String> description = fields.text("description", DESCRIPTION);
        fields.end();
        filter.ifPresent(this::requireThatAllNodesRead);
        return new Terms(url.orElseThrow(), filter.orElseThrow(), description.orElse(""));
    }

    Change change(ObjectNode body) {
        Fields fields = Fields.of(body, Fields.Nulls.REFUSED);
        Change change = new Change(
                url(fields),
                filter(body, fields),
                fields.text("description", DESCRIPTION),
                fields.word("status", Wanted.class));
        fields.end();
        change.filter().ifPresent(this::requireThatAllNodesRead);
        return change;
    }

    /** A gateway that does not know the type could not read the endpoint. */
    private void requireThatAllNodesRead(EventFilter filter) {
        boolean secret = filter.texts().contains(EventType.CARD_OTP.text());
        if (secret && node.mayWrite(StoredWords.CARD_OTP) instanceof WordUse.NotYet(var nodes)) {
            throw Problem.of(
                            ProblemCode.TEMPORARILY_UNAVAILABLE,
                            "Gateways of an older version still run and know no card.otp: " + nodes.size() + ".")
                    .after(Duration.ofSeconds(30))
                    .exception();
        }
    }

    private Optional<URI> url(Fields fields) {
        Rule rule = new Rule(EndpointUrl.RULE, text -> urls.read(text).isPresent());
        return fields.text("url", rule).flatMap(urls::read);
    }

    private static Optional<EventFilter> filter(ObjectNode body, Fields fields) {
        List<String> texts = fields.texts("eventTypes", TYPE, 100);
        Optional<EventFilter> filter = EventFilter.parse(texts);
        if (body.path("eventTypes").isArray() && body.path("eventTypes").isEmpty()) {
            fields.wrong("eventTypes", "must name one at least");
        }
        return filter;
    }

    static Duration overlap(ObjectNode body) {
        Fields fields = Fields.of(body, Fields.Nulls.ABSENT);
        Optional<Integer> hours = fields.number("overlapHours", 0, LONGEST_OVERLAP);
        fields.end();
        return Duration.ofHours(hours.orElse(USUAL_OVERLAP));
    }

    static Wish wish(ObjectNode body) {
        Fields fields = Fields.of(body, Fields.Nulls.ABSENT);
        Optional<Instant> since = fields.time("since");
        List<EventId> events = fields.texts("eventIds", EVENT, MOST_IDS).stream()
                .map(EventId::new)
                .toList();
        Which which = fields.flag("onlyFailed").orElse(false) ? Which.FAILED : Which.ALL;
        if (since.isEmpty() && events.isEmpty() && which == Which.ALL) {
            fields.wrong("since", "is required where neither eventIds nor onlyFailed are given");
        }
        fields.end();
        return new Wish(since, events, which);
    }

    static void nothing(ObjectNode body) {
        Fields.of(body, Fields.Nulls.ABSENT).end();
    }
}
