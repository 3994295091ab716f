package io.cardport.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How the simulators start.
 *
 * @param issuers by issuer name its settings by their names, whole numbers (times in ms, switches 0 or 1); what is not
 *     named keeps its default; simulators/README.md lists them
 * @param seed makes ids, card numbers and credentials predictable
 * @param clock the time below the simulators' own, which control calls can move
 */
public record Settings(Map<String, Map<String, Long>> issuers, OptionalLong seed, InstantSource clock) {

    /** Copies the settings. */
    public Settings {
        issuers = Map.copyOf(issuers);
    }

    /**
     * The sandbox's settings: holders approved after 2 s, cards active and orders settled after 1 s, system time.
     *
     * @return no changes of any default
     */
    public static Settings defaults() {
        return new Settings(Map.of(), OptionalLong.empty(), InstantSource.system());
    }

    /**
     * Settings for tests that do not wait: every delay 0, no rate limit at NetPay, webhooks repeated after 50 ms.
     *
     * @return changes of all issuers
     */
    public static Settings quick() {
        Map<String, Map<String, Long>> issuers = Map.of(
                "uqpay",
                Map.of("holder-delay-ms", 0L, "card-delay-ms", 0L, "order-delay-ms", 0L, "webhook-retry-base-ms", 50L),
                "netpay",
                Map.of("holder-delay-ms", 0L, "card-delay-ms", 0L, "rate-limit", 1_000_000L),
                "artha",
                Map.of("holder-delay-ms", 0L, "card-delay-ms", 0L, "topup-delay-ms", 0L, "webhook-retry-base-ms", 50L),
                "bananatech",
                Map.of(
                        "holder-delay-ms", 0L,
                        "card-delay-ms", 0L,
                        "recharge-delay-ms", 0L,
                        "status-delay-ms", 0L,
                        "webhook-retry-base-ms", 50L),
                "offblocks",
                Map.of(
                        "holder-delay-ms", 0L,
                        "account-delay-ms", 0L,
                        "card-delay-ms", 0L,
                        "capture-delay-ms", 0L,
                        "webhook-retry-base-ms", 50L));
        return new Settings(issuers, OptionalLong.empty(), InstantSource.system());
    }

    /**
     * Changes one setting.
     *
     * @param issuer issuer name
     * @param name the setting's name
     * @param value its value
     * @return these settings with it
     */
    public Settings with(String issuer, String name, long value) {
        var all = new HashMap<>(issuers);
        var one = new HashMap<>(issuers.getOrDefault(issuer, Map.of()));
        one.put(name, value);
        all.put(issuer, one);
        return new Settings(all, seed, clock);
    }

    /**
     * Changes the clock.
     *
     * @param source the time below the simulators' own
     * @return these settings with it
     */
    public Settings with(InstantSource source) {
        return new Settings(issuers, seed, source);
    }

    /**
     * Makes everything random predictable.
     *
     * @param number the seed
     * @return these settings with it
     */
    public Settings seeded(long number) {
        return new Settings(issuers, OptionalLong.of(number), clock);
    }

    /**
     * Reads a file like <code>{"seed":1,"uqpay":{"card-delay-ms":0},"netpay":{"extensions":true}}</code>.
     *
     * @param file the file
     * @return its settings over the defaults
     * @throws IOException if it cannot be read or is not a JSON object
     */
    static Settings read(Path file) throws IOException {
        ObjectNode root = Json.parseObject(Files.readAllBytes(file))
                .orElseThrow(() -> new IOException(file.getFileName() + " is not a JSON object"));
        Map<String, Map<String, Long>> issuers = new LinkedHashMap<>();
        root.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode issuer) {
                var one = new LinkedHashMap<String, Long>();
                issuer.properties()
                        .forEach(e -> one.put(
                                e.getKey(), e.getValue().asLong(e.getValue().asBoolean() ? 1 : 0)));
                issuers.put(entry.getKey(), one);
            }
        });
        OptionalLong seed = root.path("seed").isIntegralNumber()
                ? OptionalLong.of(root.path("seed").longValue())
                : OptionalLong.empty();
        return new Settings(issuers, seed, InstantSource.system());
    }
}
