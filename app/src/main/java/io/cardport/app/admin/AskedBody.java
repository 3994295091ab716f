package io.cardport.app.admin;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.input.Times;
import io.micronaut.http.HttpRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object that a caller sent, read strictly: unknown fields and wrong types are refused, never passed over. All
 * wrong fields of a body are named at once, by {@link #refuseWrong}.
 */
final class AskedBody {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MOST_TEXTS = 100;

    private final ObjectNode fields;
    private final List<Problem.Violation> wrong = new ArrayList<>();

    private AskedBody(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Reads a body.
     *
     * @param request with a JSON body; none counts as an empty object
     * @param known every field that may stand there
     * @throws io.cardport.app.rest.ProblemException when it is no JSON object or has another field
     */
    static AskedBody read(HttpRequest<byte[]> request, Set<String> known) {
        AskedQuery.none(request);
        ObjectNode fields = parsed(bytes(request));
        Problem unknown = Problem.of(ProblemCode.UNKNOWN_FIELD);
        for (String name : (Iterable<String>) fields::fieldNames) {
            if (!known.contains(name)) {
                String shown = name.length() > 100 ? name.substring(0, 100) : name;
                unknown =
                        unknown.at("/" + shown.replace("~", "~0").replace("/", "~1"), "is not a field of this request");
            }
        }
        if (!unknown.errors().isEmpty()) {
            throw unknown.exception();
        }
        return new AskedBody(fields);
    }

    static byte[] bytes(HttpRequest<byte[]> request) {
        return request.getBody().orElseGet(() -> new byte[0]);
    }

    private static ObjectNode parsed(byte[] bytes) {
        if (bytes.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            // falls through: the parser's words may quote the body
        }
        throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The body must be one JSON object.")
                .exception();
    }

    /** A text of 1 to so many characters in one line; blanks around it do not count. */
    Optional<String> text(String name, int longest) {
        return text(name, Rule.text(longest));
    }

    /** A text that keeps a rule; blanks around it do not count. */
    Optional<String> text(String name, Rule rule) {
        JsonNode node = fields.path(name);
        return absent(node) ? Optional.empty() : kept(name, node, rule);
    }

    private Optional<String> kept(String place, JsonNode node, Rule rule) {
        String text = node.isTextual() ? node.textValue().strip() : "";
        if (!rule.holds().test(text)) {
            say(place, rule.sentence());
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A text of 1 to so many characters in one line, and it must be there. */
    String required(String name, int longest) {
        return required(name, Rule.text(longest));
    }

    /** A text that keeps a rule, and it must be there. */
    String required(String name, Rule rule) {
        if (absent(fields.path(name))) {
            say(name, "is required");
        }
        return text(name, rule).orElse("");
    }

    Optional<Boolean> flag(String name) {
        JsonNode node = fields.path(name);
        if (absent(node)) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            say(name, "must be true or false");
        }
        return Optional.of(node.booleanValue());
    }

    /** Texts, each of which keeps a rule; one that is there twice counts once. */
    Optional<List<String>> texts(String name, Rule rule) {
        JsonNode node = fields.path(name);
        if (absent(node)) {
            return Optional.empty();
        }
        if (!node.isArray() || node.size() > MOST_TEXTS) {
            say(name, "must be a list of at most " + MOST_TEXTS + " texts");
            return Optional.empty();
        }
        Set<String> texts = new LinkedHashSet<>();
        int index = 0;
        for (JsonNode entry : node) {
            kept(name + "/" + index, entry, rule).ifPresent(texts::add);
            index++;
        }
        return Optional.of(List.copyOf(texts));
    }

    <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        Optional<String> text = text(name, 50);
        Optional<E> word = text.flatMap(given -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(given))
                .findFirst());
        if (text.isPresent() && word.isEmpty()) {
            say(name, "must be one of " + Arrays.toString(type.getEnumConstants()));
        }
        return word;
    }

    Optional<Instant> time(String name) {
        return text(name, Times.RULE).map(Times::parse);
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** Notes that a field is wrong. */
    void say(String name, String why) {
        wrong.add(new Problem.Violation("/" + name, why));
    }

    /**
     * Ends the reading.
     *
     * @throws io.cardport.app.rest.ProblemException naming every wrong field
     */
    void refuseWrong() {
        Problem problem = Problem.of(ProblemCode.INVALID_FIELD);
        for (Problem.Violation violation : wrong) {
            problem = problem.at(violation.pointer(), violation.detail());
        }
        if (!wrong.isEmpty()) {
            throw problem.exception();
        }
    }
}
