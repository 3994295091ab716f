package io.cardport.domain.idempotency;

import java.util.Map;

/**
 * The first answer given to an idempotency key, replayed byte for byte.
 *
 * @param status the HTTP status
 * @param headers headers worth replaying, such as {@code Location} and {@code Content-Type}
 * @param body the exact bytes, not to be changed
 */
public record StoredAnswer(int status, Map<String, String> headers, byte[] body) {
    /** Copies the headers. */
    public StoredAnswer {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "StoredAnswer[" + status + "]";
    }
}
