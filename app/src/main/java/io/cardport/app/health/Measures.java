package io.cardport.app.health;

import java.util.List;

/** What one node measured for all, so that the gauges of each show it. */
public interface Measures {
    /**
     * A measured value.
     *
     * @param name the gauge's name
     * @param account our name for an account, empty where it is about none
     * @param currency ISO 4217 code
     * @param value in minor units
     */
    record Measure(String name, String account, String currency, long value) {}

    /**
     * Keeps the latest value.
     *
     * @param measure what was measured
     */
    void keep(Measure measure);

    /**
     * All latest values.
     *
     * @return in no order
     */
    List<Measure> all();
}
