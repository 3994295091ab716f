package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** A step did not come out right. */
@SuppressWarnings("serial")
final class StepFailed extends RuntimeException {
    private final String why;
    private final transient JsonNode document;

    StepFailed(String why, JsonNode document) {
        super(why);
        this.why = why;
        this.document = document;
    }

    /** One sentence for a person. */
    String why() {
        return why;
    }

    /** What the gateway said; missing where it said nothing. */
    JsonNode document() {
        return document;
    }
}
