package io.cardport.domain.issuing;

/**
 * What a question to an issuer brought; questions change nothing, so there is no "unknown".
 *
 * @param <T> what was looked for
 */
public sealed interface Look<T> {
    /**
     * The issuer showed it.
     *
     * @param value what it showed
     * @param <T> what was looked for
     */
    record Found<T>(T value) implements Look<T> {}

    /**
     * The issuer says there is none. Whether that is certain is for {@link ProviderFacts} to say.
     *
     * @param <T> what was looked for
     */
    record Absent<T>() implements Look<T> {}

    /**
     * The issuer will not show it.
     *
     * @param refusal why
     * @param <T> what was looked for
     */
    record Denied<T>(Refusal refusal) implements Look<T> {}

    /**
     * The issuer could not be asked, or its answer could not be read.
     *
     * @param cause why
     * @param <T> what was looked for
     */
    record Unavailable<T>(Cause cause) implements Look<T> {}

    /** Why a look brought nothing. */
    enum Cause {
        /** No connection, no answer, or a failure of the issuer's own. */
        ISSUER_DOWN,
        /** The issuer's rate limit, or our share of it, is used up. */
        RATE_LIMITED,
        /** The issuer refused our credentials. */
        CREDENTIALS_REFUSED,
        /** The answer could not be read. */
        MALFORMED_ANSWER
    }
}
