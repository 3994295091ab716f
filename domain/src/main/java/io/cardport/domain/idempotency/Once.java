package io.cardport.domain.idempotency;

import io.cardport.domain.account.Actor;
import io.cardport.domain.usecase.Result;
import java.util.function.Function;

/**
 * How a request is to have its effect once.
 *
 * @param <T> the resource that the request makes or changes
 */
public sealed interface Once<T> {
    /**
     * The caller sent no key where none is needed.
     *
     * @param <T> the resource
     */
    record Unkeyed<T>() implements Once<T> {}

    /**
     * The caller sent a key.
     *
     * @param caller whose key it is
     * @param key the key
     * @param fingerprint keyed hash of the request, lower-case hex
     * @param render makes the answer that a result calls for, without side effects; stored with the outcome
     * @param <T> the resource
     */
    record Keyed<T>(Actor caller, String key, String fingerprint, Function<Result<T>, StoredAnswer> render)
            implements Once<T> {}
}
