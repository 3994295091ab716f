package io.cardport.app.boot;

import io.cardport.app.boot.Settings.Database;
import io.cardport.app.boot.Settings.Deliveries;
import io.cardport.app.boot.Settings.Listen;
import io.cardport.app.boot.Settings.Policy;
import io.cardport.app.boot.Settings.Polling;
import io.cardport.app.boot.Settings.ProviderBlock;
import io.cardport.app.boot.Settings.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From command line, system properties, environment and files to {@link Settings}; the first of them that names a key
 * wins, and a later file wins over an earlier one. A file replaces an account's block of another file as a whole.
 */
public final class SettingsReading {
    private static final Pattern ACCOUNT_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
    private static final Set<String> OTHER_ROOTS = Set.of("micronaut", "endpoints", "logger", "netty");
    private final CommandLine flags;
    private final Map<String, Object> fixed = new LinkedHashMap<>();
    private final Map<String, Object> providers = new LinkedHashMap<>();
    private final Map<String, Object> foreign = new LinkedHashMap<>();

    private SettingsReading(CommandLine flags) {
        this.flags = flags;
    }

    /**
     * What was read.
     *
     * @param settings everything of Cardport's own, checked
     * @param micronaut values of other roots ({@code micronaut}, {@code endpoints}, {@code logger}, {@code netty}), flat
     */
    public record Read(Settings settings, Map<String, Object> micronaut) {}

    /**
     * Reads and checks all sources.
     *
     * @param flags the command line
     * @param generated the sandbox's own file, overridden by every other source, once it has been written
     * @param environment environment variables
     * @param properties system properties
     * @return the settings
     * @throws StartRefused naming the first key that is unknown, missing or malformed
     */
    public static Read read(
            CommandLine flags,
            Optional<Path> generated,
            Map<String, String> environment,
            Map<String, String> properties) {
        SettingsReading reading = new SettingsReading(flags);
        Variables variables = new Variables(environment);
        generated.ifPresent(file -> reading.add(ConfigFile.read(file, variables)));
        flags.configs().forEach(file -> reading.add(ConfigFile.read(file, variables)));
        reading.fixed.putAll(variables.settings());
        properties.forEach((key, value) -> {
            if (key.startsWith("cardport.")) {
                reading.addProperty(key.substring("cardport.".length()), value);
            }
        });
        return new Read(reading.settings(), Map.copyOf(reading.foreign));
    }

    private void add(Map<String, Object> file) {
        file.forEach((root, value) -> {
            if (root.equals("cardport")) {
                addCardport(value);
            } else if (OTHER_ROOTS.contains(root.split("\\.", 2)[0])) {
                flatten(root, value, foreign);
            } else if (root.startsWith("cardport.")) {
                addProperty(root.substring("cardport.".length()), value);
            } else {
                throw new StartRefused("The setting " + root + " is unknown; Cardport's own stand under cardport.");
            }
        });
    }

    private void addCardport(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new StartRefused("The setting cardport must hold keys and values.");
        }
        map.forEach((key, inner) -> {
            if (!key.equals("providers")) {
                flatten(String.valueOf(key), inner, fixed);
                return;
            }
            if (!(inner instanceof Map<?, ?> blocks)) {
                throw SettingValues.malformed("providers", "must hold one block for each account");
            }
            blocks.forEach((name, block) -> providers.put(String.valueOf(name), block));
        });
    }

    private void addProperty(String key, Object value) {
        String[] parts = key.split("\\.", 3);
        if (!parts[0].equals("providers")) {
            flatten(key, value, fixed);
            return;
        }
        if (parts.length < 3) {
            throw SettingValues.malformed(key, "must name a key of the account");
        }
        Map<String, Object> block = new LinkedHashMap<>();
        if (providers.get(parts[1]) instanceof Map<?, ?> before) {
            before.forEach((name, kept) -> block.put(String.valueOf(name), kept));
        }
        nest(block, parts[2], value);
        providers.put(parts[1], block);
    }

    private static void nest(Map<String, Object> block, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            block.put(path, value);
            return;
        }
        Map<String, Object> inner = new LinkedHashMap<>();
        if (block.get(path.substring(0, dot)) instanceof Map<?, ?> before) {
            before.forEach((name, kept) -> inner.put(String.valueOf(name), kept));
        }
        nest(inner, path.substring(dot + 1), value);
        block.put(path.substring(0, dot), inner);
    }

    private static void flatten(String key, Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> flatten(key + "." + name, inner, into));
        } else {
            into.put(key, value);
        }
    }

    private Settings settings() {
        SettingValues values = new SettingValues(fixed);
        Path data = flags.data().orElse(Path.of(".cardport")).toAbsolutePath().normalize();
        boolean wanted = values.truth("sandbox.enabled", true);
        Sandbox sandbox = wanted && flags.sandbox() != CommandLine.SandboxFlag.OFF ? Sandbox.ON : Sandbox.OFF;
        Database database = database(values);
        Optional<Path> keys = values.text("encryption.key-file").map(Path::of);
        Policy policy = policy(values);
        List<ProviderBlock> blocks = blocks();
        values.refuseUnknown();
        if (keys.isEmpty() && sandbox == Sandbox.OFF) {
            throw SettingValues.malformed("encryption.key-file", "is missing; without the sandbox it is required");
        }
        Path keyFile = keys.orElse(data.resolve("encryption.keys"));
        return new Settings(listen(), data, database, sandbox, blocks, keyFile, policy);
    }

    private Listen listen() {
        Object host = foreign.getOrDefault("micronaut.server.host", "127.0.0.1");
        Object port = foreign.getOrDefault("micronaut.server.port", "8080");
        int configured;
        try {
            configured = Integer.parseInt(port.toString());
        } catch (NumberFormatException malformed) {
            throw new StartRefused("The setting micronaut.server.port must be a number.");
        }
        return new Listen(flags.host().orElse(host.toString()), flags.port().orElse(configured));
    }

    private static Database database(SettingValues values) {
        Optional<String> url = values.text("datasource.url");
        Optional<String> username = values.text("datasource.username");
        Optional<String> password = values.secret("datasource.password");
        if (url.isEmpty()) {
            if (username.isPresent() || password.isPresent()) {
                throw SettingValues.malformed("datasource.url", "is missing beside username or password");
            }
            return new Database.Embedded();
        }
        if (!url.get().startsWith("jdbc:postgresql:")) {
            throw SettingValues.malformed("datasource.url", "must begin with jdbc:postgresql:");
        }
        return new Database.Outside(url.get(), username.orElse(""), password.orElse(""));
    }

    private static Policy policy(SettingValues values) {
        Polling polling = new Polling(
                values.positive("polling.initial-delay", Duration.ofSeconds(30)),
                values.positive("polling.max-delay", Duration.ofMinutes(10)),
                values.positive("polling.give-up-after", Duration.ofHours(24)),
                values.positive("polling.missed-webhooks", Duration.ofHours(1)));
        Deliveries deliveries = new Deliveries(
                values.positive("deliveries.max-age", Duration.ofDays(7)),
                values.positive("deliveries.timeout", Duration.ofSeconds(15)));
        return new Policy(
                values.text("distributors.default-provider"),
                polling,
                values.httpUrl("public-url"),
                proxies(values),
                Set.copyOf(values.texts("admin.four-eyes")),
                deliveries);
    }

    private static List<AddressRange> proxies(SettingValues values) {
        return values.texts("trusted-proxies").stream()
                .map(text -> AddressRange.parse(text)
                        .orElseThrow(() -> SettingValues.malformed(
                                "trusted-proxies", "must hold addresses or blocks such as 10.0.0.0/8")))
                .toList();
    }

    private List<ProviderBlock> blocks() {
        List<ProviderBlock> blocks = new ArrayList<>();
        providers.forEach((name, value) -> {
            String key = "providers." + name;
            if (!ACCOUNT_NAME.matcher(name).matches()) {
                throw SettingValues.malformed(key, "must be named in lower-case letters, digits and hyphens");
            }
            if (!(value instanceof Map<?, ?> map)) {
                throw SettingValues.malformed(key, "must hold keys and values");
            }
            Map<String, Object> block = new LinkedHashMap<>();
            map.forEach((inner, kept) -> block.put(String.valueOf(inner), kept));
            if (!(block.remove("kind") instanceof String kind) || kind.isBlank()) {
                throw SettingValues.malformed(key + ".kind", "is missing");
            }
            blocks.add(new ProviderBlock(name, kind, Map.copyOf(block)));
        });
        return List.copyOf(blocks);
    }
}
