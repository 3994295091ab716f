package io.cardport.app.boot;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The environment: settings named {@code CARDPORT_…}, and values that configuration files ask for by name. */
final class Variables {
    private static final String PREFIX = "CARDPORT_";
    private static final String ACCOUNTS = "CARDPORT_PROVIDERS_";
    private static final List<String> SETTINGS = List.of(
            "datasource.url",
            "datasource.username",
            "datasource.password",
            "datasource.password-file",
            "sandbox.enabled",
            "distributors.default-provider",
            "public-url",
            "trusted-proxies",
            "admin.four-eyes",
            "polling.initial-delay",
            "polling.max-delay",
            "polling.give-up-after",
            "polling.missed-webhooks",
            "deliveries.max-age",
            "deliveries.timeout",
            "encryption.key-file");
    /** What {@code credentials.env} gives to clients of the gateway, and what the command itself reads and passes on. */
    private static final Set<String> OTHERS = Set.of(
            "CARDPORT_URL",
            "CARDPORT_API_KEY",
            "CARDPORT_ACCESS_KEY",
            "CARDPORT_ADMIN_TOKEN",
            "CARDPORT_ADMIN_USER",
            "CARDPORT_ADMIN_PASSWORD",
            "CARDPORT_ADMIN_TOTP_SECRET",
            "CARDPORT_CACHES",
            "CARDPORT_COMMAND",
            "CARDPORT_JAVA_OPTIONS",
            "CARDPORT_LOG_LEVEL");
    /** Kubernetes sets these in every container beside a service that is called cardport or begins with that. */
    private static final Pattern OF_A_SERVICE = Pattern.compile(
            "CARDPORT_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT(?:_[0-9]+_[A-Z]+(?:_[A-Z]+)?)?)");

    private final Map<String, String> environment;
    private final Set<String> asked = new HashSet<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What a configuration file asks for; such a name is the file's own and may be any. */
    Optional<String> named(String name) {
        asked.add(name);
        return Optional.ofNullable(environment.get(name));
    }

    /**
     * The settings among the variables; to be called when the configuration files have been read.
     *
     * @throws StartRefused naming the first variable that looks like a setting and is none
     */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>(environment.keySet());
        unknown.removeIf(name ->
                !name.startsWith(PREFIX) || OTHERS.contains(name) || asked.contains(name) || isOfAService(name));
        for (String key : SETTINGS) {
            String name = PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
            Optional.ofNullable(environment.get(name)).ifPresent(value -> settings.put(key, value));
            unknown.remove(name);
        }
        unknown.stream().findFirst().ifPresent(name -> {
            throw new StartRefused(
                    name.startsWith(ACCOUNTS)
                            ? "The environment variable " + name + " can't be a setting: accounts at issuers stand in a"
                                    + " configuration file, where ${NAME} takes a value from the environment."
                            : "The environment variable " + name + " is no setting of Cardport's.");
        });
        return settings;
    }

    /** CARDPORT_PORT holds an address there; a bare number is somebody's wish. */
    private boolean isOfAService(String name) {
        return OF_A_SERVICE.matcher(name).matches()
                && (!name.equals("CARDPORT_PORT")
                        || environment.getOrDefault(name, "").contains("://"));
    }
}
