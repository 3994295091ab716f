package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Tuning;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The shapes of answers that the generations of pages show (§1.1): bare camelCase objects by default, snake_case in a
 * <code>data</code> envelope with the setting <code>generation-b</code>; and four shapes of errors (§1.4).
 */
final class ArthaDress {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])([A-Z])");

    private final Tuning tuning;

    ArthaDress(Tuning tuning) {
        this.tuning = tuning;
    }

    Answer dress(Answer answer) {
        if (answer.status() >= 400) {
            return new Answer(answer.status(), error(answer.body().path("error")), answer.headers());
        }
        if (!tuning.on("generation-b")) {
            return answer;
        }
        JsonNode snake = convert(answer.body());
        if (snake.path("data").isArray()) {
            return new Answer(answer.status(), snake, answer.headers());
        }
        ObjectNode envelope = Json.object();
        envelope.set("data", snake);
        return new Answer(answer.status(), envelope, answer.headers());
    }

    private ObjectNode error(JsonNode error) {
        String code = error.path("code").asText();
        String message = error.path("message").asText();
        ObjectNode out = Json.object();
        switch ((int) tuning.number("error-shape")) {
            case 1 -> out.put("message", message);
            case 2 -> out.putArray("errors").addObject().put("code", code).put("message", message);
            case 3 -> out.put("title", code).put("detail", message);
            default -> out.putObject("error").put("code", code).put("message", message);
        }
        return out;
    }

    static ObjectNode snake(ObjectNode object) {
        ObjectNode out = Json.object();
        object.properties().forEach(e -> out.set(snake(e.getKey()), convert(e.getValue())));
        return out;
    }

    private static JsonNode convert(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return snake(object);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode out = Json.array();
            array.forEach(element -> out.add(convert(element)));
            return out;
        }
        return node;
    }

    private static String snake(String name) {
        return HUMP.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT);
    }
}
