package io.cardport.proof.parts;

import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.testkit.issuing.GivenSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/** The adapters as the gateway finds them, with the settings that they declare. */
public final class Adapters {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private Adapters() {}

    /**
     * An account of an issuer.
     *
     * @param kind which adapter
     * @param account our name for it
     * @param baseUrl where the issuer's API begins
     * @param texts settings that have no default or another value
     * @param blocks lists of blocks
     */
    public record Wanted(
            String kind,
            String account,
            URI baseUrl,
            Map<String, String> texts,
            Map<String, List<Map<String, String>>> blocks) {
        /** Copies the maps. */
        public Wanted {
            texts = Map.copyOf(texts);
            blocks = Map.copyOf(blocks);
        }

        /** Names the account only: the rest may be secret. */
        @Override
        public String toString() {
            return "Wanted[" + account + "]";
        }
    }

    /**
     * Builds a provider.
     *
     * @param wanted the account
     * @param clock the time that the adapter sees
     * @return the provider
     */
    public static IssuingProvider build(Wanted wanted, InstantSource clock) {
        return build(wanted, clock, DEADLINE);
    }

    /**
     * Builds a provider that gives up sooner or later than others.
     *
     * @param wanted the account
     * @param clock the time that the adapter sees
     * @param deadline how long an attempt may take
     * @return the provider
     */
    public static IssuingProvider build(Wanted wanted, InstantSource clock, Duration deadline) {
        IssuingProviderModule module = ServiceLoader.load(IssuingProviderModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.kind().equals(wanted.kind()))
                .findFirst()
                .orElseThrow();
        Map<String, String> all = new HashMap<>();
        for (Setting setting : module.settings()) {
            if (!setting.defaultValue().isEmpty() && !setting.name().contains("[]")) {
                all.put(setting.name(), value(setting));
            }
        }
        all.putAll(wanted.texts());
        var settings = new GivenSettings(wanted.account(), wanted.baseUrl(), deadline, all, wanted.blocks());
        return switch (module.build(settings, new Surroundings(clock, Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider provider) -> provider;
            case Built.Misconfigured wrong -> throw new IllegalArgumentException(wrong.sentence());
        };
    }

    /** Declared durations read like 300s or 24h; the ones that tests give are ISO 8601. */
    private static String value(Setting setting) {
        return setting.kind() == Setting.Kind.DURATION
                ? "PT" + setting.defaultValue().toUpperCase(Locale.ROOT)
                : setting.defaultValue();
    }
}
