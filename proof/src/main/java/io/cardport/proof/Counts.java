package io.cardport.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run counted, in order. A count with a bound that is not kept makes the proof fail; the others only tell how much
 * was tried. For one thread.
 */
public final class Counts {
    private final List<Count> counts = new ArrayList<>();

    /**
     * One figure.
     *
     * @param what is counted
     * @param value how often
     * @param bound what it must be
     */
    public record Count(String what, long value, Bound bound) {
        boolean kept() {
            return switch (bound) {
                case Bound.Any ignored -> true;
                case Bound.Exactly(long wanted) -> value == wanted;
                case Bound.AtLeast(long least) -> value >= least;
            };
        }
    }

    /** What a figure must be. */
    public sealed interface Bound {
        /** It tells how much was tried or seen. */
        record Any() implements Bound {}

        /** It must be this.
         *
         * @param wanted the only right figure
         */
        record Exactly(long wanted) implements Bound {}

        /** It must be that much, or the run has shown too little.
         *
         * @param least the smallest right figure
         */
        record AtLeast(long least) implements Bound {}
    }

    /**
     * Adds a figure that only tells.
     *
     * @param what is counted
     * @param value how often
     * @return this
     */
    public Counts told(String what, long value) {
        return add(what, value, new Bound.Any());
    }

    /**
     * Adds a figure that must be zero.
     *
     * @param what is counted
     * @param value how often
     * @return this
     */
    public Counts none(String what, long value) {
        return exactly(what, value, 0);
    }

    /**
     * Adds a figure that must be another one.
     *
     * @param what is counted
     * @param value how often
     * @param wanted the only right figure
     * @return this
     */
    public Counts exactly(String what, long value, long wanted) {
        return add(what, value, new Bound.Exactly(wanted));
    }

    /**
     * Adds a figure that must be reached.
     *
     * @param what is counted
     * @param value how often
     * @param least the smallest right figure
     * @return this
     */
    public Counts atLeast(String what, long value, long least) {
        return add(what, value, new Bound.AtLeast(least));
    }

    private Counts add(String what, long value, Bound bound) {
        counts.add(new Count(what, value, bound));
        return this;
    }

    /**
     * All figures.
     *
     * @return in the order of their adding
     */
    public List<Count> all() {
        return List.copyOf(counts);
    }

    /**
     * The figures whose bound is not kept.
     *
     * @return empty when the promise held
     */
    public List<Count> broken() {
        return counts.stream().filter(count -> !count.kept()).toList();
    }

    /**
     * The figures as a table.
     *
     * @return one line each: the figure, what it counts and, where it is wrong, what it had to be
     */
    public String table() {
        StringBuilder table = new StringBuilder();
        for (Count count : counts) {
            table.append("%,12d  %s%s%n".formatted(count.value(), count.what(), complaint(count)));
        }
        return table.toString();
    }

    private static String complaint(Count count) {
        if (count.kept()) {
            return "";
        }
        return switch (count.bound()) {
            case Bound.Any ignored -> "";
            case Bound.Exactly(long wanted) -> "   WRONG: must be %,d".formatted(wanted);
            case Bound.AtLeast(long least) -> "   WRONG: must be at least %,d".formatted(least);
        };
    }
}
