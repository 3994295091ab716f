package io.cardport.signatures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Field lines in their order, as a header or trailer section holds them; names are compared without case. */
public final class Fields {
    /** No field line. */
    public static final Fields NONE = new Fields(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;

    private Fields(String[] names, String[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Makes a section of names and values in turn.
     *
     * @param namesAndValues name, value, name, value …
     * @return the section
     * @throws IllegalArgumentException when a value is missing
     */
    public static Fields of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a field name without a value");
        }
        Lines lines = new Lines();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            lines.accept(namesAndValues[at], namesAndValues[at + 1]);
        }
        return lines.fields();
    }

    /** Takes field lines one after the other; for one thread. */
    public static final class Lines implements BiConsumer<String, String> {
        private final List<String> names = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        /** Starts without a line. */
        public Lines() {}

        /**
         * Adds a line.
         *
         * @param name the field's name, in any case
         * @param value its value, a char for each byte received (ISO 8859-1)
         */
        @Override
        public void accept(String name, String value) {
            names.add(name.toLowerCase(Locale.ROOT));
            values.add(value);
        }

        /**
         * The lines so far.
         *
         * @return an immutable section
         */
        public Fields fields() {
            return new Fields(names.toArray(String[]::new), values.toArray(String[]::new));
        }
    }

    /**
     * The values of a field's lines, unchanged.
     *
     * @param name in lower case
     * @return one for each line, in their order; empty when there is none
     */
    public List<String> all(String name) {
        List<String> found = List.of();
        for (int at = 0; at < names.length; at++) {
            if (names[at].equals(name)) {
                if (found.isEmpty()) {
                    found = List.of(values[at]);
                } else {
                    found = new ArrayList<>(found);
                    found.add(values[at]);
                }
            }
        }
        return found;
    }

    /**
     * Whether there is a line of that name.
     *
     * @param name in lower case
     * @return true when there is one
     */
    public boolean has(String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * This section with a line more.
     *
     * @param name the field's name
     * @param value its value
     * @return a new section
     */
    public Fields with(String name, String value) {
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        String[] moreValues = Arrays.copyOf(values, values.length + 1);
        moreNames[names.length] = name.toLowerCase(Locale.ROOT);
        moreValues[values.length] = value;
        return new Fields(moreNames, moreValues);
    }
}
