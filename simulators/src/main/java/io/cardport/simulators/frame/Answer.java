package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

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
