package io.cardport.signatures;

import java.util.Optional;

/**
 * A request.
 *
 * @param method the method, as sent
 * @param target where it goes
 * @param headers its header section
 * @param trailers its trailer section
 * @param content its content
 */
public record SignedRequest(String method, Target target, Fields headers, Fields trailers, Content content)
        implements SignedMessage {
    /**
     * A request without trailers.
     *
     * @param method the method
     * @param target where it goes
     * @param headers its header section
     * @param content its content
     */
    public SignedRequest(String method, Target target, Fields headers, Content content) {
        this(method, target, headers, Fields.NONE, content);
    }

    /**
     * The same request with another header section, such as one with signatures in it.
     *
     * @param other the header section
     * @return a new request
     */
    public SignedRequest withHeaders(Fields other) {
        return new SignedRequest(method, target, other, trailers, content);
    }

    @Override
    public Optional<SignedRequest> request() {
        return Optional.empty();
    }
}
