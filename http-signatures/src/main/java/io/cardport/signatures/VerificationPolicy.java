package io.cardport.signatures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a verifier asks for. Without further words: {@code created} must be there, at most 300 s old and 30 s ahead;
 * a body needs a covered Content-Digest that is right; exactly one signature, without trailers.
 */
public final class VerificationPolicy {
    /** Whether a part of a signature must be there. */
    public enum Presence {
        /** A signature without it is refused. */
        REQUIRED,
        /** It is checked where it is there. */
        OPTIONAL
    }

    private final Set<Algorithm> algorithms;
    private final List<Component> required;
    private final List<String> coveredWhenSent;
    private final Map<String, StructuredType> types;
    private final Optional<String> label;
    private final Optional<String> tag;
    private final Duration maxAge;
    private final Duration skew;
    private final Presence created;
    private final Presence expires;
    private final Presence nonce;
    private final Presence digest;
    private final Presence trailers;
    private final int maxFieldLength;

    private VerificationPolicy(Terms terms) {
        this.algorithms = Set.copyOf(terms.algorithms);
        this.required = List.copyOf(terms.required);
        this.coveredWhenSent = List.copyOf(terms.coveredWhenSent);
        this.types = Map.copyOf(terms.types);
        this.label = terms.label;
        this.tag = terms.tag;
        this.maxAge = terms.maxAge;
        this.skew = terms.skew;
        this.created = terms.created;
        this.expires = terms.expires;
        this.nonce = terms.nonce;
        this.digest = terms.digest;
        this.trailers = terms.trailers;
        this.maxFieldLength = terms.maxFieldLength;
    }

    /**
     * Starts a policy.
     *
     * @param algorithms which a key may be bound to
     * @param components what must be covered, whatever the message
     * @return terms, for one thread
     */
    public static Terms accepting(Set<Algorithm> algorithms, Component... components) {
        return new Terms(algorithms, List.of(components));
    }

    /** A policy in the making; for one thread. */
    public static final class Terms {
        private final Set<Algorithm> algorithms;
        private final List<Component> required;
        private final List<String> coveredWhenSent = new ArrayList<>();
        private final Map<String, StructuredType> types = new HashMap<>(StructuredType.KNOWN);
        private Optional<String> label = Optional.empty();
        private Optional<String> tag = Optional.empty();
        private Duration maxAge = Duration.ofSeconds(300);
        private Duration skew = Duration.ofSeconds(30);
        private Presence created = Presence.REQUIRED;
        private Presence expires = Presence.OPTIONAL;
        private Presence nonce = Presence.OPTIONAL;
        private Presence digest = Presence.REQUIRED;
        private Presence trailers = Presence.REQUIRED;
        private int maxFieldLength = 8_192;

        private Terms(Set<Algorithm> algorithms, List<Component> required) {
            this.algorithms = algorithms.isEmpty() ? EnumSet.noneOf(Algorithm.class) : EnumSet.copyOf(algorithms);
            this.required = required;
        }

        /**
         * Fields that must be covered in every message that has them.
         *
         * @param fields names in any case
         * @return this
         */
        public Terms coveringWhenSent(String... fields) {
            for (String field : fields) {
                coveredWhenSent.add(field.toLowerCase(Locale.ROOT));
            }
            return this;
        }

        /**
         * The type of a field that may be covered with {@code sf}.
         *
         * @param field a name in lower case
         * @param type what it is
         * @return this
         */
        public Terms structured(String field, StructuredType type) {
            types.put(field, type);
            return this;
        }

        /**
         * Only the signature with this label is looked at.
         *
         * @param wanted a label
         * @return this
         */
        public Terms label(String wanted) {
            label = Optional.of(wanted);
            return this;
        }

        /**
         * Only signatures with this tag are looked at.
         *
         * @param wanted a tag
         * @return this
         */
        public Terms tag(String wanted) {
            tag = Optional.of(wanted);
            return this;
        }

        /**
         * The time in which a signature is taken.
         *
         * @param oldest how long ago {@code created} may be
         * @param ahead how far clocks may differ, at {@code created} and {@code expires}
         * @return this
         */
        public Terms window(Duration oldest, Duration ahead) {
            maxAge = oldest;
            skew = ahead;
            return this;
        }

        /**
         * Whether {@code created} must be there.
         *
         * @param presence REQUIRED unless told otherwise
         * @return this
         */
        public Terms created(Presence presence) {
            created = presence;
            return this;
        }

        /**
         * Whether {@code expires} must be there.
         *
         * @param presence OPTIONAL unless told otherwise
         * @return this
         */
        public Terms expires(Presence presence) {
            expires = presence;
            return this;
        }

        /**
         * Whether {@code nonce} must be there; where it is, it is claimed.
         *
         * @param presence OPTIONAL unless told otherwise
         * @return this
         */
        public Terms nonce(Presence presence) {
            nonce = presence;
            return this;
        }

        /**
         * Whether a message with content needs a covered Content-Digest. A digest that is there is always checked.
         *
         * @param presence REQUIRED unless told otherwise
         * @return this
         */
        public Terms digest(Presence presence) {
            digest = presence;
            return this;
        }

        /**
         * Takes signatures that cover trailers.
         *
         * @return this
         */
        public Terms withTrailers() {
            trailers = Presence.OPTIONAL;
            return this;
        }

        /**
         * How long Signature-Input and Signature may be.
         *
         * @param characters each, over all its lines
         * @return this
         */
        public Terms maxFieldLength(int characters) {
            maxFieldLength = characters;
            return this;
        }

        /**
         * Ends the terms.
         *
         * @return the policy
         */
        public VerificationPolicy build() {
            return new VerificationPolicy(this);
        }
    }

    Set<Algorithm> algorithms() {
        return algorithms;
    }

    List<Component> required() {
        return required;
    }

    List<String> coveredWhenSent() {
        return coveredWhenSent;
    }

    Map<String, StructuredType> types() {
        return types;
    }

    Optional<String> label() {
        return label;
    }

    Optional<String> tag() {
        return tag;
    }

    Duration maxAge() {
        return maxAge;
    }

    Duration skew() {
        return skew;
    }

    boolean needsCreated() {
        return created == Presence.REQUIRED;
    }

    boolean needsExpires() {
        return expires == Presence.REQUIRED;
    }

    boolean needsNonce() {
        return nonce == Presence.REQUIRED;
    }

    boolean needsDigest() {
        return digest == Presence.REQUIRED;
    }

    boolean takesTrailers() {
        return trailers == Presence.OPTIONAL;
    }

    int maxFieldLength() {
        return maxFieldLength;
    }
}
