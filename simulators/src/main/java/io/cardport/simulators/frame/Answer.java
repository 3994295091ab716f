package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One HTTP answer.
 *
 * @param status HTTP status
 * @param body JSON body
 * @param headers further headers
 */
public record Answer(int status, JsonNode body, Map<String, String> headers) {

    /** Copies the headers. */
    public Answer {
        headers = Map.copyOf(headers);
    }

    /**
     * Answers without further headers.
     *
     * @param status HTTP status
     * @param body JSON body
     * @return the answer
     */
    public static Answer of(int status, JsonNode body) {
        return new Answer(status, body, Map.of());
    }

    /**
     * Answers 200.
     *
     * @param body JSON body
     * @return the answer
     */
    public static Answer ok(JsonNode body) {
        return of(200, body);
    }

    /**
     * Puts a word that nobody knows into every text field of some names, at any depth.
     *
     * @param names tells which fields
     * @return a copy with those words
     */
    public Answer estranged(Predicate<String> names) {
        JsonNode copy = body.deepCopy();
        estrange(copy, names);
        return new Answer(status, copy, headers);
    }

    private static void estrange(JsonNode node, Predicate<String> names) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.propertyStream().map(Map.Entry::getKey).toList()).stream()
                    .filter(name -> names.test(name) && object.path(name).isTextual())
                    .forEach(name -> object.put(name, "SOMETHING_NEW"));
        }
        node.forEach(child -> estrange(child, names));
    }

    /**
     * Adds a header.
     *
     * @param name its name
     * @param value its value
     * @return this answer with it
     */
    public Answer with(String name, String value) {
        var all = new HashMap<>(headers);
        all.put(name, value);
        return new Answer(status, body, all);
    }
}
