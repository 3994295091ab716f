package io.cardport.domain.issuing;

import java.util.Optional;

/**
 * What became of one command sent to an issuer: five ways and no sixth.
 *
 * @param <T> what the issuer gives when it is done
 */
public sealed interface Outcome<T> {
    /**
     * The issuer did it.
     *
     * @param value what it gave
     * @param <T> what the issuer gives
     */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * The issuer took it on; a webhook or a look will tell how it ended.
     *
     * @param order how the issuer calls the command from now on
     * @param soFar what it gave already
     * @param <T> what the issuer gives
     */
    record Accepted<T>(ProviderRef order, Optional<T> soFar) implements Outcome<T> {}

    /**
     * The issuer said no; nothing happened and the same command would be refused again.
     *
     * @param refusal why
     * @param <T> what the issuer would have given
     */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    /**
     * Nothing happened and sending again is safe: no byte left, or the issuer turned the call away at its door (our
     * credentials, its rate limit) before it looked at the command.
     *
     * @param cause why
     * @param <T> what the issuer would have given
     */
    record NotSent<T>(NotSentCause cause) implements Outcome<T> {}

    /**
     * It may have happened; only a look may settle it.
     *
     * @param cause why nobody knows
     * @param <T> what the issuer would have given
     */
    record Unknown<T>(UnknownCause cause) implements Outcome<T> {}

    /** Why a command certainly did nothing. */
    enum NotSentCause {
        /** No connection could be made. */
        UNREACHABLE,
        /** The time to send had passed. */
        TOO_LATE,
        /** The issuer's rate limit, or our share of it, is used up. */
        RATE_LIMITED,
        /** The issuer refused our credentials. */
        CREDENTIALS_REFUSED,
        /** The issuer has been failing and is not asked for now. */
        CIRCUIT_OPEN,
        /** The issuer is still working on an earlier command that excludes this one. */
        ISSUER_BUSY
    }

    /** Why it is not known whether a command did something. */
    enum UnknownCause {
        /** No whole answer came. */
        NO_ANSWER,
        /** An answer came that cannot be read. */
        MALFORMED_ANSWER,
        /** The issuer reported a failure of its own. */
        ISSUER_FAILED,
        /** The issuer answered with a word that is not in the table. */
        UNRECOGNISED_ANSWER,
        /** The issuer says that the same command is still running. */
        STILL_RUNNING,
        /** The process that sent it ended before it learned the outcome. */
        SENDER_GONE
    }
}
