package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import io.cardport.simulators.offblocks.Words.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who gets which webhooks (§3.3). */
final class Subscriptions {

    private final IssuerState state;

    Subscriptions(IssuerState state) {
        this.state = state;
    }

    Answer put(Request request) {
        Fields in = OffblocksBooks.body(request);
        String url = address(in);
        ArrayNode types = types(in);
        String now = state.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString();
        Optional<ObjectNode> known = in.text("id").map(this::find);
        ObjectNode subscription = known.orElseGet(
                () -> Json.object().put("id", state.ids().uuid()).put("createdAt", now));
        subscription.put("callbackUrl", url).put("updatedAt", now).set("types", types);
        table().put(subscription.path("id").asText(), subscription);
        return Answer.ok(subscription.deepCopy());
    }

    ObjectNode find(String id) {
        return table().find(id).orElseThrow(() -> OffblocksBooks.refusal(404, "not_found", "no such webhook"));
    }

    List<ObjectNode> all() {
        return table().all().stream().map(ObjectNode::deepCopy).toList();
    }

    Answer remove(String id) {
        find(id);
        table().remove(id);
        return Answer.of(204, Json.object());
    }

    List<String> addresses(String type) {
        return table().all().stream()
                .filter(s ->
                        s.path("types").valueStream().anyMatch(t -> t.asText().equals(type)))
                .map(s -> s.path("callbackUrl").asText())
                .distinct()
                .toList();
    }

    private Table table() {
        return state.table("subscriptions");
    }

    private static String address(Fields in) {
        String url = in.required("callbackUrl");
        try {
            URI uri = new URI(url);
            if (Optional.ofNullable(uri.getHost()).isPresent()
                    && Optional.ofNullable(uri.getScheme())
                            .filter(s -> s.equals("http") || s.equals("https"))
                            .isPresent()) {
                return url;
            }
            throw in.wrong("callbackUrl", "must be an absolute http or https address");
        } catch (URISyntaxException e) {
            throw in.wrong("callbackUrl", "must be an address");
        }
    }

    private static ArrayNode types(Fields in) {
        List<String> known = Stream.of(Kind.values()).map(Kind::event).toList();
        List<JsonNode> given = in.array("types").orElseThrow(() -> in.wrong("types", "is required"));
        if (given.isEmpty() || given.stream().anyMatch(type -> !known.contains(type.asText()))) {
            throw in.wrong("types", "must hold some of " + known);
        }
        return Json.array().addAll(given);
    }
}
