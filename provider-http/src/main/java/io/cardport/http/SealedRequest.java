package io.cardport.http;

/**
 * One attempt, ready for the wire: signed, encrypted, with its token. Good for one sending only.
 *
 * @param method HTTP method
 * @param target path and query relative to the base URL
 * @param headers all fields the adapter sends; Host, Content-Length, Content-Type and Connection are added here
 * @param body the bytes as they go out
 */
public record SealedRequest(Method method, Target target, WireHeaders headers, WireBody body) {
    /**
     * The request as it is, for issuers that only want static headers.
     *
     * @param request the request
     * @return the attempt
     */
    public static SealedRequest of(WireRequest request) {
        return new SealedRequest(request.method(), request.target(), request.headers(), request.body());
    }

    /**
     * The attempt with one header field set, replacing fields of that name.
     *
     * @param header field name
     * @param value field value
     * @return a new attempt
     */
    public SealedRequest with(String header, String value) {
        return new SealedRequest(method, target, headers.with(header, value), body);
    }

    /**
     * The attempt with another body, such as the encrypted one.
     *
     * @param sealed the body to send
     * @return a new attempt
     */
    public SealedRequest with(WireBody sealed) {
        return new SealedRequest(method, target, headers, sealed);
    }
}
