package io.cardport.domain.issuing;

import java.util.List;

/** An adapter's way in, found by {@link java.util.ServiceLoader}. Building does no input or output. */
public interface IssuingProviderModule {
    /**
     * The name that {@code providers.<name>.kind} uses.
     *
     * @return the kind
     */
    String kind();

    /**
     * The settings that an account of this kind takes beside those that all accounts take.
     *
     * @return one entry a setting
     */
    List<Setting> settings();

    /**
     * Builds a provider.
     *
     * @param settings the account's checked settings
     * @param surroundings what the application lends to adapters
     * @return the provider, or the sentence that says which setting is wrong
     */
    Built build(ProviderSettings settings, Surroundings surroundings);

    /** What became of building. */
    sealed interface Built {
        /**
         * It is ready.
         *
         * @param provider the provider
         */
        record Ready(IssuingProvider provider) implements Built {}

        /**
         * A setting is wrong.
         *
         * @param setting its name
         * @param sentence what is wrong with it; never its value
         */
        record Misconfigured(String setting, String sentence) implements Built {}
    }

    /**
     * A setting that a module takes.
     *
     * @param name its name below {@code providers.<name>}; of a list's entries {@code list[].field}
     * @param kind what it holds
     * @param required whether it must be given
     * @param defaultValue what holds otherwise; empty text where nothing does
     * @param secret whether its value must not be shown
     * @param meaning one sentence for the documentation
     */
    record Setting(String name, Kind kind, boolean required, String defaultValue, boolean secret, String meaning) {
        /** What a setting holds. */
        public enum Kind {
            /** Text. */
            TEXT,
            /** An absolute URL. */
            URL,
            /** ISO 8601 or {@code 15s}, {@code 2m}, {@code 24h}. */
            DURATION,
            /** A whole number. */
            NUMBER,
            /** {@code true} or {@code false}. */
            FLAG,
            /** Texts. */
            LIST,
            /** Blocks of settings. */
            BLOCKS
        }
    }
}
