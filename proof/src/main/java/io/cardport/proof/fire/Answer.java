package io.cardport.proof.fire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** What came of one request. */
sealed interface Answer {
    /**
     * A whole answer.
     *
     * @param status the HTTP status
     * @param body all of it
     * @param told whether it was given before
     */
    record Given(int status, String body, Told told) implements Answer {
        /** The body, missing where it is no JSON. */
        JsonNode json() {
            try {
                return body.isEmpty() ? MissingNode.getInstance() : Sandbox.JSON.readTree(body);
            } catch (JsonProcessingException malformed) {
                return MissingNode.getInstance();
            }
        }

        String code() {
            return json().path("code").asText("");
        }

        /** Equal in everything that must stay: status and bytes. */
        boolean sameAs(Given other) {
            return status == other.status && body.equals(other.body);
        }
    }

    /** No whole answer: who asked does not know what came of it. */
    record None() implements Answer {}

    /** Whether an answer is a repetition. */
    enum Told {
        /** {@code Idempotency-Replayed: true}. */
        AGAIN,
        /** Anything else. */
        FIRST
    }
}
