package io.cardport.signatures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenbytes.http.sfv.StringItem;

/**
 * What a signature covers and says of itself (RFC 9421 section 2.3), in the order in which it was or will be written.
 * Times are whole seconds.
 */
public final class SignatureParameters {
    private static final long SECONDS = 999_999_999_999_999L;

    private final List<Component> components;
    private final String written;
    private final Optional<Instant> created;
    private final Optional<Instant> expires;
    private final Optional<String> nonce;
    private final Optional<String> keyId;
    private final Optional<String> alg;
    private final Optional<String> tag;

    SignatureParameters(Draft draft, String written) {
        this.components = List.copyOf(draft.components);
        this.written = written;
        this.created = draft.created;
        this.expires = draft.expires;
        this.nonce = draft.nonce;
        this.keyId = draft.keyId;
        this.alg = draft.alg;
        this.tag = draft.tag;
    }

    /**
     * Starts a list of covered components; parameters follow in the order in which they are called for.
     *
     * @param components what is to be covered, in that order
     * @return a draft, for one thread
     */
    public static Draft covering(List<Component> components) {
        return new Draft(components);
    }

    /**
     * As {@link #covering(List)}.
     *
     * @param components what is to be covered
     * @return a draft
     */
    public static Draft covering(Component... components) {
        return new Draft(List.of(components));
    }

    /** Parameters in the making; for one thread. */
    public static final class Draft {
        private final List<Component> components;
        private final StringBuilder text = new StringBuilder();
        private Optional<Instant> created = Optional.empty();
        private Optional<Instant> expires = Optional.empty();
        private Optional<String> nonce = Optional.empty();
        private Optional<String> keyId = Optional.empty();
        private Optional<String> alg = Optional.empty();
        private Optional<String> tag = Optional.empty();

        Draft(List<Component> components) {
            this.components = new ArrayList<>(components);
        }

        /**
         * Says when the signature was made.
         *
         * @param at cut to whole seconds
         * @return this
         */
        public Draft created(Instant at) {
            created = Optional.of(Instant.ofEpochSecond(seconds(at)));
            text.append(";created=").append(seconds(at));
            return this;
        }

        /**
         * Says until when it may be taken.
         *
         * @param at cut to whole seconds
         * @return this
         */
        public Draft expires(Instant at) {
            expires = Optional.of(Instant.ofEpochSecond(seconds(at)));
            text.append(";expires=").append(seconds(at));
            return this;
        }

        /**
         * Adds a value used once.
         *
         * @param value printable ASCII
         * @return this
         */
        public Draft nonce(String value) {
            nonce = Optional.of(value);
            return string("nonce", value);
        }

        /**
         * Names the key.
         *
         * @param value printable ASCII
         * @return this
         */
        public Draft keyId(String value) {
            keyId = Optional.of(value);
            return string("keyid", value);
        }

        /**
         * Names the algorithm, which only repeats what the verifier knows of the key.
         *
         * @param algorithm the key's
         * @return this
         */
        public Draft alg(Algorithm algorithm) {
            alg = Optional.of(algorithm.registered());
            return string("alg", algorithm.registered());
        }

        /**
         * Names the application.
         *
         * @param value printable ASCII
         * @return this
         */
        public Draft tag(String value) {
            tag = Optional.of(value);
            return string("tag", value);
        }

        /**
         * Ends the draft.
         *
         * @return the parameters
         */
        public SignatureParameters build() {
            StringBuilder written = new StringBuilder("(");
            for (int at = 0; at < components.size(); at++) {
                written.append(at == 0 ? "" : " ").append(components.get(at).identifier());
            }
            return new SignatureParameters(
                    this, written.append(')').append(text).toString());
        }

        private Draft string(String name, String value) {
            StringItem.valueOf(value).serializeTo(text.append(';').append(name).append('='));
            return this;
        }

        private static long seconds(Instant at) {
            if (Math.abs(at.getEpochSecond()) > SECONDS) {
                throw new IllegalArgumentException("time out of range");
            }
            return at.getEpochSecond();
        }

        /** A parameter as it was received; false when it is none of section 2.3 or of a wrong type. */
        boolean take(String name, Object value) {
            switch (name) {
                case "created" -> created = time(value);
                case "expires" -> expires = time(value);
                case "nonce" -> nonce = text(value);
                case "keyid" -> keyId = text(value);
                case "alg" -> alg = text(value);
                case "tag" -> tag = text(value);
                default -> {
                    return false;
                }
            }
            return switch (name) {
                case "created" -> created.isPresent();
                case "expires" -> expires.isPresent();
                default -> value instanceof StringItem;
            };
        }

        private static Optional<Instant> time(Object value) {
            return value instanceof org.greenbytes.http.sfv.IntegerItem seconds
                    ? Optional.of(Instant.ofEpochSecond(seconds.get()))
                    : Optional.empty();
        }

        private static Optional<String> text(Object value) {
            return value instanceof StringItem string ? Optional.of(string.get()) : Optional.empty();
        }
    }

    /**
     * What is covered.
     *
     * @return in the order of the signature
     */
    public List<Component> components() {
        return components;
    }

    /**
     * When the signature was made.
     *
     * @return whole seconds, where it says so
     */
    public Optional<Instant> created() {
        return created;
    }

    /**
     * Until when it may be taken.
     *
     * @return whole seconds, where it says so
     */
    public Optional<Instant> expires() {
        return expires;
    }

    /**
     * The value used once.
     *
     * @return where there is one
     */
    public Optional<String> nonce() {
        return nonce;
    }

    /**
     * The key's name.
     *
     * @return where there is one
     */
    public Optional<String> keyId() {
        return keyId;
    }

    /**
     * The algorithm's name as it was written, which decides nothing.
     *
     * @return where there is one
     */
    public Optional<String> alg() {
        return alg;
    }

    /**
     * The application's tag.
     *
     * @return where there is one
     */
    public Optional<String> tag() {
        return tag;
    }

    /**
     * The value of {@code @signature-params}, which is also the label's value in Signature-Input.
     *
     * @return a serialized inner list with parameters
     */
    public String written() {
        return written;
    }

    /** As {@link #written}. */
    @Override
    public String toString() {
        return written;
    }
}
