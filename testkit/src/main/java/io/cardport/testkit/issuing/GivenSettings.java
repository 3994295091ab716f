package io.cardport.testkit.issuing;

import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account's settings, given in a test. A duration is ISO 8601 such as {@code PT5S}; a list is joined by commas.
 *
 * @param account our name for the account
 * @param baseUrl where the issuer's API begins
 * @param deadline how long an attempt may take
 * @param texts settings by name
 * @param blocks lists of blocks by name
 */
public record GivenSettings(
        String account,
        URI baseUrl,
        Duration deadline,
        Map<String, String> texts,
        Map<String, List<Map<String, String>>> blocks)
        implements ProviderSettings {
    /** Copies the maps. */
    public GivenSettings {
        texts = Map.copyOf(texts);
        blocks = Map.copyOf(blocks);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Optional<Integer> rateLimit() {
        return text("rate-limit").map(Integer::valueOf);
    }

    @Override
    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    @Override
    public Optional<Secret> secret(String name) {
        return text(name).map(Secret::of);
    }

    @Override
    public List<Secret> secrets(String name) {
        return list(name).stream().map(Secret::of).toList();
    }

    @Override
    public List<String> list(String name) {
        return text(name).map(text -> Arrays.asList(text.split(",", -1))).orElse(List.of());
    }

    @Override
    public List<Map<String, String>> blocks(String name) {
        return blocks.getOrDefault(name, List.of());
    }

    @Override
    public boolean flag(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    @Override
    public Optional<Duration> duration(String name) {
        return text(name).map(Duration::parse);
    }

    /** Names the account only: the rest may be secret. */
    @Override
    public String toString() {
        return "GivenSettings[" + account + "]";
    }
}
