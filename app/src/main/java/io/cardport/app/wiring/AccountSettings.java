package io.cardport.app.wiring;

import io.cardport.app.boot.SettingValues;
import io.cardport.app.boot.Settings.Polling;
import io.cardport.app.boot.Settings.ProviderBlock;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.ProviderAccount.Timing;
import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One account's block, read once against what all accounts take and what its module declares. Nothing is read later, so
 * that whatever is wrong stops the start.
 */
final class AccountSettings implements ProviderSettings {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** Whether http to this machine may be configured. */
    enum PlainHttp {
        /** The sandbox runs, so it may. */
        TO_LOOPBACK,
        /** Only where the block itself allows it. */
        WHERE_ALLOWED
    }

    private record Common(URI baseUrl, Duration connectTimeout, Optional<Integer> rateLimit, Timing timing) {}

    private final String account;
    private final Common common;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<String, Duration> durations = new HashMap<>();
    private final Map<String, List<Map<String, String>>> blocks = new HashMap<>();

    private AccountSettings(String account, Common common) {
        this.account = account;
        this.common = common;
    }

    /**
     * Reads a block.
     *
     * @throws io.cardport.app.boot.StartRefused naming the first setting that is missing, malformed or unknown
     */
    static AccountSettings read(ProviderBlock block, List<Setting> declared, Polling usual, PlainHttp plainHttp) {
        String prefix = "providers." + block.name() + ".";
        Map<String, Object> flat = new LinkedHashMap<>();
        block.values().forEach((key, value) -> flatten(prefix + key, value, flat));
        SettingValues values = new SettingValues(flat);
        AccountSettings settings = new AccountSettings(block.name(), common(prefix, values, usual, plainHttp));
        for (Setting setting : declared) {
            if (!setting.name().contains("[]")) {
                settings.take(prefix, values, setting, declared);
            }
        }
        values.refuseUnknown();
        return settings;
    }

    private static void flatten(String key, Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> flatten(key + "." + name, inner, into));
        } else {
            into.put(key, value);
        }
    }

    private static Common common(String prefix, SettingValues values, Polling usual, PlainHttp plainHttp) {
        boolean allowed = values.truth(prefix + "allow-loopback", false) || plainHttp == PlainHttp.TO_LOOPBACK;
        URI baseUrl = values.httpUrl(prefix + "base-url")
                .orElseThrow(() -> SettingValues.malformed(prefix + "base-url", "is missing"));
        boolean loopback = LOOPBACK.contains(baseUrl.getHost());
        if (baseUrl.getScheme().equals("http") && !(loopback && allowed)) {
            throw SettingValues.malformed(
                    prefix + "base-url",
                    loopback
                            ? "may be http only with the sandbox or with allow-loopback: true"
                            : "must be https; only this machine's own addresses may be http");
        }
        Duration deadline = values.positive(prefix + "deadline", DEADLINE);
        Timing timing = new Timing(
                deadline,
                values.duration(prefix + "quiet-period", QUIET),
                values.positive(prefix + "polling.initial-delay", usual.initialDelay()),
                values.positive(prefix + "polling.max-delay", usual.maxDelay()),
                values.positive(prefix + "polling.give-up-after", usual.giveUpAfter()));
        return new Common(
                baseUrl,
                values.positive(prefix + "connect-timeout", CONNECT),
                values.number(prefix + "rate-limit", 1),
                timing);
    }

    private void take(String prefix, SettingValues values, Setting setting, List<Setting> declared) {
        String key = prefix + setting.name();
        switch (setting.kind()) {
            case TEXT -> text(values, setting, key);
            case URL -> values.httpUrl(key).ifPresent(url -> texts.put(setting.name(), url.toString()));
            case NUMBER ->
                values.number(key, Integer.MIN_VALUE)
                        .ifPresent(number -> texts.put(setting.name(), Integer.toString(number)));
            case FLAG ->
                texts.put(
                        setting.name(),
                        Boolean.toString(values.truth(key, Boolean.parseBoolean(setting.defaultValue()))));
            case DURATION -> duration(values, setting, key);
            case LIST -> lists.put(setting.name(), list(values, setting, key));
            case BLOCKS -> blocks.put(setting.name(), checked(values.blocks(key), key, setting.name(), declared));
        }
        if (!setting.defaultValue().isEmpty() && setting.kind() != Setting.Kind.DURATION) {
            texts.putIfAbsent(setting.name(), setting.defaultValue());
        }
        if (setting.required() && !given(setting.name())) {
            throw SettingValues.malformed(key, "is missing");
        }
    }

    private void text(SettingValues values, Setting setting, String key) {
        Optional<String> value = setting.secret() ? values.secret(key) : values.text(key);
        value.ifPresent(text -> texts.put(setting.name(), text));
    }

    private void duration(SettingValues values, Setting setting, String key) {
        SettingValues defaults =
                new SettingValues(setting.defaultValue().isEmpty() ? Map.of() : Map.of(key, setting.defaultValue()));
        Duration fallback = defaults.duration(key, Duration.ZERO);
        Duration found = values.duration(key, fallback);
        if (values.text(key).isPresent() || !setting.defaultValue().isEmpty()) {
            durations.put(setting.name(), found);
        }
    }

    private static List<String> list(SettingValues values, Setting setting, String key) {
        List<String> given = setting.secret() ? values.secrets(key) : values.texts(key);
        return given.isEmpty() && !setting.defaultValue().isEmpty()
                ? List.of(setting.defaultValue().split(","))
                : given;
    }

    private static List<Map<String, String>> checked(
            List<Map<String, String>> given, String key, String name, List<Setting> declared) {
        String fields = name + "[].";
        List<Setting> inner = declared.stream()
                .filter(setting -> setting.name().startsWith(fields))
                .toList();
        for (Map<String, String> block : given) {
            for (Setting field : inner) {
                String plain = field.name().substring(fields.length());
                if (field.required() && block.getOrDefault(plain, "").isBlank()) {
                    throw SettingValues.malformed(key + "[]." + plain, "is missing");
                }
            }
            block.keySet().stream()
                    .filter(plain ->
                            inner.stream().noneMatch(field -> field.name().equals(fields + plain)))
                    .findFirst()
                    .ifPresent(plain -> {
                        throw SettingValues.malformed(key + "[]." + plain, "is unknown");
                    });
        }
        return given;
    }

    private boolean given(String name) {
        return texts.containsKey(name)
                || durations.containsKey(name)
                || !lists.getOrDefault(name, List.of()).isEmpty()
                || !blocks.getOrDefault(name, List.of()).isEmpty();
    }

    Timing timing() {
        return common.timing();
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public URI baseUrl() {
        return common.baseUrl();
    }

    @Override
    public Duration connectTimeout() {
        return common.connectTimeout();
    }

    @Override
    public Duration deadline() {
        return common.timing().deadline();
    }

    @Override
    public Optional<Integer> rateLimit() {
        return common.rateLimit();
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
        return lists.getOrDefault(name, text(name).map(List::of).orElse(List.of()));
    }

    @Override
    public List<Map<String, String>> blocks(String name) {
        return blocks.getOrDefault(name, List.of());
    }

    @Override
    public boolean flag(String name) {
        return text(name).map("true"::equals).orElse(false);
    }

    @Override
    public Optional<Duration> duration(String name) {
        return Optional.ofNullable(durations.get(name));
    }

    /** Names the account only: the rest may be secret. */
    @Override
    public String toString() {
        return "AccountSettings[" + account + "]";
    }
}
