package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * One answer of the gateway.
 *
 * @param call the method and path that were asked, for the terminal
 * @param status the HTTP status
 * @param headers as they came
 * @param body the JSON; missing where there was none
 */
record Reply(String call, int status, HttpHeaders headers, JsonNode body) {
    /** Returns itself when the status is one of those wanted; otherwise the step has failed with the answer. */
    Reply expect(int... wanted) {
        for (int one : wanted) {
            if (status == one) {
                return this;
            }
        }
        throw failed("answered " + status);
    }

    /** A refusal must be an RFC 9457 document with the agreed code, not just the right status. */
    Reply expectProblem(int wantedStatus, String code) {
        expect(wantedStatus);
        String type = headers.firstValue("content-type").orElse("");
        if (!type.startsWith("application/problem+json")) {
            throw failed("answered " + type + " instead of application/problem+json");
        }
        if (!text("code").equals(code)) {
            throw failed("gave the code " + text("code") + " instead of " + code);
        }
        if (body.path("status").asInt() != wantedStatus
                || text("type").isEmpty()
                || text("title").isEmpty()) {
            throw failed("lacks type, title or status");
        }
        return this;
    }

    String text(String field) {
        return body.path(field).asText("");
    }

    StepFailed failed(String why) {
        return new StepFailed(call + " " + why, body);
    }
}
