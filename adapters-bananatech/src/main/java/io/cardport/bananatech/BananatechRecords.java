package io.cardport.bananatech;

import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Webhooks from the merchant's side (section 2.3): where they go, and the records of those that were sent. How a record is
 * laid out is not documented, so type and payload are looked for under the names that BananaTech uses elsewhere.
 */
final class BananatechRecords implements MissedWebhooks, WebhookRegistration {
    private static final List<String> TYPES = List.of("type", "callback_type", "event_type");
    private static final List<String> PAYLOADS = List.of("payload", "data", "content", "body");

    private final BananatechClient client;

    BananatechRecords(BananatechClient client) {
        this.client = client;
    }

    private record Recorded(Instant at, byte[] content) {}

    @Override
    public Look<List<Pulled>> since(Instant from) {
        Look<List<Recorded>> all = BananatechPages.readable(
                skip -> client.webhookRecords(
                        new BananatechWire.RecordsBody(skip, BananatechPages.SIZE, from.toString())),
                BananatechRecords::recorded);
        return switch (all) {
            case Look.Found<List<Recorded>>(List<Recorded> found) ->
                new Look.Found<>(found.stream()
                        .sorted(Comparator.comparing(Recorded::at))
                        .map(record -> new Pulled(record.content()))
                        .toList());
            case Look.Absent<List<Recorded>> absent -> new Look.Absent<>();
            case Look.Denied<List<Recorded>>(var refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<List<Recorded>>(var cause) -> new Look.Unavailable<>(cause);
        };
    }

    @Override
    public Outcome<Applied> registerWebhooks(URI address) {
        return BananatechAnswers.outcome(
                client.setWebhookUrl(new BananatechWire.WebhookUrlBody(address.toString())),
                view -> Optional.of(new Outcome.Done<>(Applied.APPLIED)));
    }

    /** A record without a payload is kept all the same: it reads as unrecognised and a person sees it. */
    private static Optional<Recorded> recorded(JsonView view) {
        if (view.node().filter(node -> node.isObject()).isEmpty()) {
            return Optional.empty();
        }
        String type = TYPES.stream()
                .flatMap(name -> BananatechWire.word(view, name).stream())
                .findFirst()
                .orElse("");
        JsonView payload = PAYLOADS.stream()
                .flatMap(name -> object(view.at(name)).stream())
                .findFirst()
                .orElse(view);
        Instant at = BananatechWire.created(view)
                .or(() -> BananatechWire.occurred(payload))
                .orElse(Instant.EPOCH);
        return BananatechContent.of(type, payload).map(content -> new Recorded(at, content));
    }

    /** An object, or an object that was written as text. */
    private static Optional<JsonView> object(JsonView view) {
        return Stream.concat(
                        Stream.of(view),
                        view.text().map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8))).stream()
                                .flatMap(BananatechRecords::parsed))
                .filter(candidate ->
                        candidate.node().filter(node -> node.isObject()).isPresent())
                .findFirst();
    }

    private static Stream<JsonView> parsed(JsonReading reading) {
        return switch (reading) {
            case JsonReading.Parsed(JsonView root) -> Stream.of(root);
            case JsonReading.Malformed malformed -> Stream.of();
        };
    }
}
