package io.cardport.app.rest.once;

import io.cardport.app.rest.input.Received;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.usecase.Result;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.function.Function;

/**
 * One write.
 *
 * @param request the request
 * @param received its body
 * @param key whether it needs a key
 * @param repeats how a key that was used before is noticed
 * @param effect reads the body and carries it out
 * @param form how its answers look
 * @param <T> the resource that it makes or changes
 */
public record Write<T>(
        HttpRequest<?> request,
        Received received,
        KeyRule key,
        Repeats repeats,
        Function<Once<T>, Result<T>> effect,
        Form<T> form) {
    /**
     * A write whose key is looked for first.
     *
     * @param request the request
     * @param received its body
     * @param key whether it needs a key
     * @param effect reads the body and carries it out; not called where the key was used before
     * @param form how its answers look
     */
    public Write(
            HttpRequest<?> request, Received received, KeyRule key, Function<Once<T>, Result<T>> effect, Form<T> form) {
        this(request, received, key, Repeats.LOOKED_FOR, effect, form);
    }

    /** How a key that was used before is noticed. */
    public enum Repeats {
        /** It is looked for before the effect is called. */
        LOOKED_FOR,
        /**
         * The effect claims its key before it asks or changes anything, and says so where it is taken: one journey to the
         * database less for what is asked for once, two more for a repetition.
         */
        CLAIMED
    }

    /** Whether a write needs an {@code Idempotency-Key}. */
    public enum KeyRule {
        /** It does. */
        REQUIRED,
        /** It takes one. */
        HONOURED
    }

    /**
     * How answers of a kind of write look; without side effects, so that the same resource gives the same bytes.
     *
     * @param <T> the resource
     */
    public interface Form<T> {
        /**
         * It is so.
         *
         * @param resource as it stands
         * @return the answer
         */
        StoredAnswer settled(T resource);

        /**
         * What the first caller sees where that is more than is kept: what is shown this once is not in the answer that
         * repetitions get.
         *
         * @param resource as it stands
         * @param kept what {@link #settled} gave
         * @return the answer, {@code kept} unless something is shown once
         */
        default StoredAnswer first(T resource, StoredAnswer kept) {
            return kept;
        }

        /**
         * It is under way.
         *
         * @param resource as it stands
         * @param operation what carries it
         * @return the answer
         */
        StoredAnswer pending(T resource, OperationId operation);

        /**
         * The first request died; what its resource calls for now.
         *
         * @param claim what the first request left
         * @return the answer, empty where there is no such resource any more
         */
        Optional<StoredAnswer> asItStands(Claim claim);
    }
}
