package io.cardport.bench;

/**
 * What was wanted of a figure.
 *
 * @param what the figure's name
 * @param side which side of the bound is good
 * @param bound the bound
 * @param actual what was measured
 * @param unit of both
 */
record Goal(String what, Side side, double bound, double actual, String unit) {
    /** Which side of the bound is good. */
    enum Side {
        /** The more the better. */
        AT_LEAST("≥"),
        /** The less the better. */
        AT_MOST("≤");

        private final String sign;

        Side(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** Over 1: better than wanted. */
    double ratio() {
        return switch (side) {
            case AT_LEAST -> actual / bound;
            case AT_MOST -> bound / actual;
        };
    }

    String verdict() {
        return ratio() >= 1 ? "met" : "missed";
    }
}
