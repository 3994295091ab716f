package io.cardport.http;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How one issuer account is reached.
 *
 * @param baseUrl scheme, host, port and path prefix, for example {@code https://api.example.com/v1}
 * @param limits times and sizes
 * @param plainHttp whether http may be spoken to this machine itself
 * @param clock time of journal entries
 * @param journal where each exchange is noted
 * @param restraints what keeps calls back
 * @param randomness chooses multipart boundaries
 */
public record ExchangeSettings(
        URI baseUrl,
        Limits limits,
        PlainHttp plainHttp,
        InstantSource clock,
        Journal journal,
        Restraints restraints,
        RandomGenerator randomness) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Whether http without TLS may be spoken. */
    public enum PlainHttp {
        /** Never. */
        REFUSED,
        /** To {@code localhost}, {@code 127.0.0.1} and {@code [::1]} only: simulators and tests. */
        LOOPBACK_ONLY
    }

    /**
     * What keeps calls back.
     *
     * @param circuits whether the issuer is worth asking; asked first, so that an issuer which is away costs no budget
     * @param budget calls a minute of the account
     */
    public record Restraints(Circuits circuits, RateBudget budget) {
        /** Nothing does. */
        public static final Restraints NONE = new Restraints(Circuits.none(), RateBudget.unlimited());

        private Restraints with(RateBudget value) {
            return new Restraints(circuits, value);
        }

        private Restraints with(Circuits value) {
            return new Restraints(value, budget);
        }
    }

    /**
     * Times and sizes of an exchange.
     *
     * @param connectTimeout for TCP and again for the TLS handshake; default 3 s
     * @param deadline for everything from the call to the last byte of the answer; default 15 s
     * @param idle how long an unused connection is kept; default 20 s; shorter than what issuers' front ends allow, so
     *     that a request seldom meets a connection that is just being closed
     * @param answerBytes longest body of an answer; default 1 MiB
     * @param connections most connections at a time; default 64
     */
    public record Limits(Duration connectTimeout, Duration deadline, Duration idle, int answerBytes, int connections) {
        /** The defaults. */
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(20), 1 << 20, 64);

        /**
         * Refuses values that would never let an exchange end well.
         *
         * @param connectTimeout see the type
         * @param deadline see the type
         * @param idle see the type
         * @param answerBytes see the type
         * @param connections see the type
         * @throws IllegalArgumentException when a value is not positive
         */
        public Limits {
            if (!connectTimeout.isPositive() || !deadline.isPositive() || !idle.isPositive()) {
                throw new IllegalArgumentException("times of an exchange are positive");
            }
            if (answerBytes <= 0 || connections <= 0) {
                throw new IllegalArgumentException("sizes of an exchange are positive");
            }
        }

        /**
         * The same limits with another deadline.
         *
         * @param value the deadline
         * @return new limits
         */
        public Limits deadline(Duration value) {
            return new Limits(connectTimeout, value, idle, answerBytes, connections);
        }

        /**
         * The same limits with another connect timeout.
         *
         * @param value the connect timeout
         * @return new limits
         */
        public Limits connectTimeout(Duration value) {
            return new Limits(value, deadline, idle, answerBytes, connections);
        }

        /**
         * The same limits with another longest answer.
         *
         * @param value bytes
         * @return new limits
         */
        public Limits answerBytes(int value) {
            return new Limits(connectTimeout, deadline, idle, value, connections);
        }
    }

    /**
     * Checks the base URL.
     *
     * @param baseUrl see the type
     * @param limits see the type
     * @param plainHttp see the type
     * @param clock see the type
     * @param journal see the type
     * @param restraints see the type
     * @param randomness see the type
     * @throws IllegalArgumentException when the URL has no host, has user info, query or fragment, or would speak
     *     plain http to another machine
     */
    public ExchangeSettings {
        String scheme = Objects.toString(baseUrl.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = Objects.toString(baseUrl.getHost(), "").toLowerCase(Locale.ROOT);
        if (host.isEmpty()
                || baseUrl.getRawUserInfo() != null
                || baseUrl.getRawQuery() != null
                || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("base-url is scheme, host, port and path, and nothing else");
        }
        boolean plain = scheme.equals("http") && plainHttp == PlainHttp.LOOPBACK_ONLY && LOOPBACK.contains(host);
        if (!plain && !scheme.equals("https")) {
            throw new IllegalArgumentException("base-url must be https, or http to this machine where that is allowed");
        }
    }

    /**
     * Settings with all defaults: https only, no budget, no circuits, journal to SLF4J.
     *
     * @param baseUrl see the type
     * @param clock see the type
     * @return the settings
     * @throws IllegalArgumentException when the URL is not https
     */
    public static ExchangeSettings of(URI baseUrl, InstantSource clock) {
        return of(baseUrl, clock, PlainHttp.REFUSED);
    }

    /**
     * Settings with defaults that may speak plain http to this machine itself.
     *
     * @param baseUrl see the type
     * @param clock see the type
     * @param plainHttp see the type
     * @return the settings
     * @throws IllegalArgumentException when the URL is not allowed
     */
    public static ExchangeSettings of(URI baseUrl, InstantSource clock, PlainHttp plainHttp) {
        return new ExchangeSettings(
                baseUrl, Limits.DEFAULT, plainHttp, clock, Journal.toLog(), Restraints.NONE, new SecureRandom());
    }

    /**
     * The same settings with other limits.
     *
     * @param value the limits
     * @return new settings
     */
    public ExchangeSettings with(Limits value) {
        return new ExchangeSettings(baseUrl, value, plainHttp, clock, journal, restraints, randomness);
    }

    /**
     * The same settings with another journal.
     *
     * @param value the journal
     * @return new settings
     */
    public ExchangeSettings withJournal(Journal value) {
        return new ExchangeSettings(baseUrl, limits, plainHttp, clock, value, restraints, randomness);
    }

    /**
     * The same settings with a budget of calls.
     *
     * @param value the budget
     * @return new settings
     */
    public ExchangeSettings withBudget(RateBudget value) {
        return new ExchangeSettings(baseUrl, limits, plainHttp, clock, journal, restraints.with(value), randomness);
    }

    /**
     * The same settings with circuits.
     *
     * @param value tells whether the issuer is worth asking
     * @return new settings
     */
    public ExchangeSettings withCircuits(Circuits value) {
        return new ExchangeSettings(baseUrl, limits, plainHttp, clock, journal, restraints.with(value), randomness);
    }

    /**
     * Path and query exactly as they stand in the request line, which is what signatures must cover.
     *
     * @param target relative to the base URL
     * @return the base URL's path followed by the target
     */
    public String requestTarget(Target target) {
        String prefix = Objects.toString(baseUrl.getRawPath(), "");
        String joint = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return joint + target.pathAndQuery();
    }
}
