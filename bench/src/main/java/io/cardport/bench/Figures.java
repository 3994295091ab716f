package io.cardport.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one load run showed.
 *
 * @param perSecond answers as wanted, a second
 * @param p50 the median latency in milliseconds
 * @param p99 the 99th percentile in milliseconds
 * @param errors answers that were not as wanted, and broken connections
 */
record Figures(double perSecond, double p50, double p99, long errors) {
    static Figures of(long[] nanos, double seconds, long errors) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Figures(sorted.length / seconds, percentile(sorted, 0.50), percentile(sorted, 0.99), errors);
    }

    /** Field by field, so that one disturbed run does not decide; errors are added up. */
    static Figures median(List<Figures> runs) {
        return new Figures(
                middle(runs, Figures::perSecond),
                middle(runs, Figures::p50),
                middle(runs, Figures::p99),
                runs.stream().mapToLong(Figures::errors).sum());
    }

    static double middle(List<Figures> runs, ToDoubleFunction<Figures> field) {
        return median(runs.stream().mapToDouble(field).toArray());
    }

    static double median(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The nearest-rank percentile in milliseconds. */
    private static double percentile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }
}
