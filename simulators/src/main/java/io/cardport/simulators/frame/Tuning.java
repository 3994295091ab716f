package io.cardport.simulators.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whole-number settings that can be changed while the simulator runs: first the issuer's defaults, over them what the
 * start gave, over both what control calls changed, which is kept over restarts. Switches are 0 or 1.
 */
public final class Tuning {

    private static final String KEY = "tuning";

    private final Map<String, Long> defaults;
    private final Table table;

    /**
     * Starts from defaults.
     *
     * @param defaults every setting there is
     * @param given what the start changes of them; unknown names are refused
     * @param state where changes are kept
     */
    public Tuning(Map<String, Long> defaults, Map<String, Long> given, IssuerState state) {
        var all = new LinkedHashMap<>(defaults);
        given.forEach((name, value) -> {
            if (all.put(name, value) == null) {
                throw new IllegalArgumentException("unknown simulator setting " + name);
            }
        });
        this.defaults = all;
        this.table = state.table(KEY);
    }

    /**
     * Reads a setting.
     *
     * @param name its name
     * @return its value
     */
    public long number(String name) {
        return table.find(KEY)
                .map(changes -> changes.get(name))
                .map(JsonNode::longValue)
                .or(() -> Optional.ofNullable(defaults.get(name)))
                .orElseThrow(() -> new IllegalArgumentException("unknown simulator setting " + name));
    }

    /**
     * Reads a switch.
     *
     * @param name its name
     * @return true unless it is 0
     */
    public boolean on(String name) {
        return number(name) != 0;
    }

    /**
     * Reads a time in milliseconds.
     *
     * @param name its name
     * @return its value
     */
    public Duration millis(String name) {
        return Duration.ofMillis(number(name));
    }

    /**
     * Changes a setting.
     *
     * @param name its name
     * @param value its new value
     */
    public void set(String name, long value) {
        number(name);
        ObjectNode changes = table.find(KEY).orElseGet(Json::object);
        table.put(KEY, changes.put(name, value));
    }

    /**
     * Changes settings.
     *
     * @param changes values by name, numbers or booleans; nothing is changed if a name is unknown
     * @return all settings as they are now
     */
    public ObjectNode change(ObjectNode changes) {
        changes.fieldNames().forEachRemaining(this::number);
        changes.properties()
                .forEach(e -> set(e.getKey(), e.getValue().asLong(e.getValue().asBoolean() ? 1 : 0)));
        ObjectNode all = Json.object();
        defaults.keySet().forEach(name -> all.put(name, number(name)));
        return all;
    }
}
