package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Refusal;

/** Error bodies (§1.7): typed, legacy flat, and that of the auth middleware. */
final class Errors {

    private Errors() {}

    static Answer typed(int status, String type, String code, String message) {
        ObjectNode body = Json.object().put("type", type).put("code", code).put("message", message);
        return Answer.of(status, body);
    }

    static Refusal invalid(String message) {
        return new Refusal(typed(400, "invalid_request_error", "invalid_request_error", message));
    }

    static Refusal card(String code, String message) {
        return new Refusal(typed(400, "card_error", code, message));
    }

    static Refusal cardNotFound() {
        return card("card_not_found", "card not found or deactivated");
    }

    static Refusal holder(String code, String message) {
        return new Refusal(typed(400, "cardholder_error", code, message));
    }

    static Refusal account(String code, String message) {
        return new Refusal(typed(400, "account_error", code, message));
    }

    static Refusal flat(String message) {
        return new Refusal(flatAnswer(400, message));
    }

    static Answer flatAnswer(int code, String message) {
        return Answer.of(400, Json.object().put("code", code).put("message", message));
    }

    static Answer middleware(String message) {
        return Answer.of(401, Json.object().put("error", message));
    }

    static Answer expired() {
        return typed(401, "unauthorized_error", "unauthorized_error", "token has expired");
    }

    static Answer tooMany() {
        return Answer.of(
                429,
                Json.object()
                        .put("code", "too_many_requests")
                        .put("message", "Too many requests, please try again later"));
    }

    static Answer internal() {
        return typed(500, "api_error", "api_error", "internal error");
    }
}
