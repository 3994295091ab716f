package io.cardport.signatures;

import java.util.Optional;

/** What a signature may cover: a view of a request or response, as it was received or will be sent. */
public sealed interface SignedMessage permits SignedRequest, SignedResponse {
    /**
     * The header section.
     *
     * @return its lines
     */
    Fields headers();

    /**
     * The trailer section.
     *
     * @return its lines, {@link Fields#NONE} for most messages
     */
    Fields trailers();

    /**
     * The content, exactly the bytes received or sent.
     *
     * @return its bytes, {@link Content#NONE} where there are none
     */
    Content content();

    /**
     * The request that a component with {@code req} is taken from.
     *
     * @return for a response the request that it answers, where it is known; empty for a request
     */
    Optional<SignedRequest> request();
}
