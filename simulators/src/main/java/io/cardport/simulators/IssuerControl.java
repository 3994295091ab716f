package io.cardport.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Desk;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.WebhookMode;

/**
 * Tells one simulated issuer, from Java, what the control calls tell it over HTTP. Safe for threads. A call that is
 * refused throws {@link IllegalArgumentException} with the issuer's words.
 */
public final class IssuerControl {

    private final Desk desk;
    private final Control control;
    private final String host;

    IssuerControl(Desk desk, Control control, String host) {
        this.desk = desk;
        this.control = control;
        this.host = host;
    }

    /**
     * The address for an adapter.
     *
     * @return base URL, without a slash at the end
     */
    public String url() {
        return host + desk.issuer().prefix();
    }

    /**
     * Reads a credential: uqpay has clientId, apiKey, webhookSecret, accountId, subAccountId; netpay apiKey, accessKey;
     * artha apiKey, apiSecret, webhookSecret; bananatech merchantId, secret; offblocks apiKey, apiSecret, keyId,
     * privateKeyPem.
     *
     * @param name its name
     * @return its value
     */
    public String credential(String name) {
        return credentials().path(name).asText();
    }

    /**
     * What a client needs.
     *
     * @return keys, secrets and product ids
     */
    public ObjectNode credentials() {
        return call("GET", "/credentials", Json.object());
    }

    /**
     * Changes a setting, for good.
     *
     * @param name its name
     * @param value its value; times in ms, switches 0 or 1
     */
    public void set(String name, long value) {
        call("POST", "/settings", Json.object().put(name, value));
    }

    /**
     * Makes the next request go wrong.
     *
     * @param fault how
     * @param method HTTP method or *
     * @param path regular expression for the whole path below the base URL
     */
    public void misbehave(Fault fault, String method, String path) {
        misbehave(fault, method, path, 1, 1);
    }

    /**
     * Makes requests go wrong.
     *
     * @param fault how
     * @param method HTTP method or *
     * @param path regular expression for the whole path below the base URL
     * @param times how many requests; negative for ever
     * @param number milliseconds of a delay, seconds of a Retry-After
     */
    public void misbehave(Fault fault, String method, String path, int times, long number) {
        call(
                "POST",
                "/misbehave",
                Json.object()
                        .put("fault", fault.name())
                        .put("method", method)
                        .put("path", path)
                        .put("times", times)
                        .put("number", number));
    }

    /** Forgets all faults that wait. */
    public void behave() {
        call("DELETE", "/misbehave", Json.object());
    }

    /**
     * Sets where webhooks go.
     *
     * @param url absolute address
     */
    public void webhookUrl(String url) {
        call("POST", "/webhook-url", Json.object().put("url", url));
    }

    /**
     * Makes the next webhooks go wrong.
     *
     * @param mode how
     * @param times how many
     */
    public void webhooks(WebhookMode mode, int times) {
        call("POST", "/webhooks/mode", Json.object().put("mode", mode.name()).put("times", times));
    }

    /** Keeps webhooks back. */
    public void holdWebhooks() {
        call("POST", "/webhooks/hold", Json.object());
    }

    /** Sends the webhooks that were kept back. */
    public void releaseWebhooks() {
        call("POST", "/webhooks/release", Json.object());
    }

    /**
     * Everything the issuer has.
     *
     * @return holders, cards, orders, balances
     */
    public ObjectNode state() {
        return call("GET", "/state", Json.object());
    }

    /**
     * Counts requests since the start or the last reset.
     *
     * @return numbers by <code>METHOD path</code>
     */
    public ObjectNode requests() {
        return call("GET", "/requests", Json.object());
    }

    /** Starts anew; credentials and the webhook address stay. */
    public void reset() {
        call("POST", "/reset", Json.object());
    }

    /**
     * Makes any control call of this issuer.
     *
     * @param method HTTP method
     * @param path path below <code>/_control/{issuer}</code>, with a leading slash
     * @param body its JSON body
     * @return the answer's body
     * @throws IllegalArgumentException if the answer is not 200
     */
    public ObjectNode call(String method, String path, ObjectNode body) {
        Answer answer = control.call(method, path, Json.bytes(body));
        if (answer.status() != 200 || !(answer.body() instanceof ObjectNode object)) {
            throw new IllegalArgumentException(method + " " + path + ": " + Json.text(answer.body()));
        }
        return object;
    }
}
