package io.cardport.signatures;

import java.util.Optional;

/**
 * A response.
 *
 * @param status its three-digit status code
 * @param headers its header section
 * @param trailers its trailer section
 * @param content its content
 * @param request the request that it answers, where components of that are covered
 */
public record SignedResponse(
        int status, Fields headers, Fields trailers, Content content, Optional<SignedRequest> request)
        implements SignedMessage {
    /**
     * A response without trailers, not bound to a request.
     *
     * @param status its status code
     * @param headers its header section
     * @param content its content
     */
    public SignedResponse(int status, Fields headers, Content content) {
        this(status, headers, Fields.NONE, content, Optional.empty());
    }

    /**
     * The same response as the answer to a request.
     *
     * @param answered the request
     * @return a new response
     */
    public SignedResponse answering(SignedRequest answered) {
        return new SignedResponse(status, headers, trailers, content, Optional.of(answered));
    }

    /**
     * The same response with another header section.
     *
     * @param other the header section
     * @return a new response
     */
    public SignedResponse withHeaders(Fields other) {
        return new SignedResponse(status, other, trailers, content, request);
    }
}
