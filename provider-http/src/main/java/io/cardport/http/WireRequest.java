package io.cardport.http;

/**
 * A request as the adapter means it, before an attempt is sealed.
 *
 * @param name label of the endpoint for journal and metrics, for example {@code acme.create-card}; no values
 * @param method HTTP method
 * @param target path and query relative to the base URL
 * @param headers fields that do not change from attempt to attempt, such as the idempotency key
 * @param body what to send
 */
public record WireRequest(String name, Method method, Target target, WireHeaders headers, WireBody body) {
    /**
     * A GET without headers.
     *
     * @param name label of the endpoint
     * @param target path and query
     * @return the request
     */
    public static WireRequest get(String name, Target target) {
        return new WireRequest(name, Method.GET, target, WireHeaders.none(), WireBody.none());
    }

    /**
     * A POST without headers.
     *
     * @param name label of the endpoint
     * @param target path and query
     * @param body what to send
     * @return the request
     */
    public static WireRequest post(String name, Target target, WireBody body) {
        return new WireRequest(name, Method.POST, target, WireHeaders.none(), body);
    }

    /**
     * The same request with one more header field.
     *
     * @param header field name
     * @param value field value
     * @return a new request
     */
    public WireRequest with(String header, String value) {
        return new WireRequest(name, method, target, headers.and(header, value), body);
    }
}
