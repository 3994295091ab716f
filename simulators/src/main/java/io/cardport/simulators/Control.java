package io.cardport.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Desk;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Misbehaviours;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Routes;
import io.cardport.simulators.frame.WebhookMode;
import io.cardport.simulators.frame.WebhookSender;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Control calls that every issuer has; what it does not know goes to the issuer's own routes. */
final class Control {

    private final Desk desk;
    private final Routes common;
    private final Routes own;

    Control(Desk desk) {
        this.desk = desk;
        this.own = desk.state().locked(() -> desk.issuer().control());
        this.common = new Routes()
                .on("GET", "/state", (r, a) -> Answer.ok(desk.issuer().state()))
                .on("GET", "/credentials", (r, a) -> Answer.ok(desk.issuer().credentials()))
                .on("POST", "/reset", (r, a) -> reset())
                .on("POST", "/settings", (r, a) -> settings(r))
                .on("GET", "/requests", (r, a) -> Answer.ok(desk.seen()))
                .on("POST", "/misbehave", (r, a) -> misbehave(r))
                .on("GET", "/misbehave", (r, a) -> waiting())
                .on("DELETE", "/misbehave", (r, a) -> {
                    desk.misbehaviours().clear();
                    return done();
                })
                .on("POST", "/webhook-url", (r, a) -> webhooks(w -> w.url(body(r).required("url"))))
                .on("POST", "/webhooks/mode", (r, a) -> mode(r))
                .on("POST", "/webhooks/hold", (r, a) -> webhooks(WebhookSender::hold))
                .on("POST", "/webhooks/release", (r, a) -> webhooks(WebhookSender::release))
                .on("GET", "/webhooks", (r, a) -> log());
    }

    /**
     * Runs a control call alone.
     *
     * @param method HTTP method
     * @param path path below the issuer's name, with its query left out
     * @param body JSON object, or nothing for an empty one
     * @return the answer
     */
    Answer call(String method, String path, byte[] body) {
        byte[] some = body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body;
        Request request = new Request(method, path, Map.of(), Map.of(), some);
        return desk.state().locked(() -> {
            try {
                desk.catchUp();
                return common.answer(request)
                        .or(() -> own.answer(request))
                        .orElseGet(() -> Answer.of(404, Json.object().put("error", "no such control call")));
            } catch (Refusal refusal) {
                return refusal.answer();
            } catch (IllegalArgumentException e) {
                return Answer.of(400, Json.object().put("error", String.valueOf(e.getMessage())));
            }
        });
    }

    private Answer reset() {
        desk.misbehaviours().clear();
        desk.forgetSeen();
        desk.webhooks().ifPresent(WebhookSender::reset);
        desk.issuer().reset();
        return done();
    }

    private Answer settings(Request request) {
        return Answer.ok(desk.tuning().change(body(request).node()));
    }

    private Answer misbehave(Request request) {
        Fields in = body(request);
        in.required("fault");
        Fault fault = in.word("fault", Fault.class).orElseThrow();
        Pattern path;
        try {
            path = Pattern.compile(in.text("path").orElse(".*"));
        } catch (PatternSyntaxException e) {
            throw in.wrong("path", "must be a regular expression");
        }
        desk.misbehaviours()
                .add(new Misbehaviours.Rule(
                        fault,
                        in.text("method").orElse("*"),
                        path,
                        in.node().path("times").asInt(1),
                        in.node().path("number").asLong(1)));
        return done();
    }

    private Answer waiting() {
        ObjectNode out = Json.object();
        var list = out.putArray("waiting");
        desk.misbehaviours()
                .waiting()
                .forEach(rule -> list.addObject()
                        .put("fault", rule.fault().name())
                        .put("method", rule.method())
                        .put("path", rule.path().pattern())
                        .put("times", rule.times())
                        .put("number", rule.number()));
        return Answer.ok(out);
    }

    private Answer mode(Request request) {
        Fields in = body(request);
        in.required("mode");
        WebhookMode mode = in.word("mode", WebhookMode.class).orElseThrow();
        int times = in.node().path("times").asInt(1);
        return webhooks(w -> w.mode(mode, times));
    }

    private Answer log() {
        ObjectNode out = Json.object();
        var list = out.putArray("attempts");
        Optional<WebhookSender> sender = desk.webhooks();
        sender.ifPresent(w -> w.log().forEach(list::add));
        return Answer.ok(out.put("waiting", sender.map(WebhookSender::waiting).orElse(0)));
    }

    private Answer webhooks(Consumer<WebhookSender> action) {
        desk.webhooks().ifPresentOrElse(action, () -> {
            throw refusal("this issuer has no webhooks");
        });
        return done();
    }

    private static Fields body(Request request) {
        ObjectNode body = Json.parseObject(request.body()).orElseThrow(() -> refusal("the body must be a JSON object"));
        return new Fields(body, "", Control::refusal);
    }

    private static Refusal refusal(String message) {
        return new Refusal(Answer.of(400, Json.object().put("error", message)));
    }

    private static Answer done() {
        return Answer.ok(Json.object().put("done", true));
    }
}
