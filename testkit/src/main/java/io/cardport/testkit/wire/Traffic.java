package io.cardport.testkit.wire;

import java.util.List;
import java.util.Optional;

/**
 * One request that passed the proxy, and its answer.
 *
 * @param request what the adapter sent
 * @param answer what the issuer answered; empty where it was not asked or did not answer
 */
public record Traffic(HttpText request, Optional<HttpText> answer) {
    /**
     * The method.
     *
     * @return such as POST
     */
    public String method() {
        return request.startLine().split(" ", -1)[0];
    }

    /**
     * Path and query as sent.
     *
     * @return with a leading slash
     */
    public String target() {
        return request.startLine().split(" ", -1)[1];
    }

    /**
     * The values of a request header.
     *
     * @param name in any case
     * @return in order
     */
    public List<String> header(String name) {
        return request.header(name);
    }

    /**
     * The answer's status.
     *
     * @return empty where there is no answer
     */
    public Optional<Integer> status() {
        return answer.map(text -> Integer.parseInt(text.startLine().split(" ", -1)[1]));
    }

    /** Shows the request line only. */
    @Override
    public String toString() {
        return request.startLine();
    }
}
