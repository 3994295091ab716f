package io.cardport.bench;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Closed-loop load: as many connections as asked, each sending its next request when it has the last answer.
 *
 * @param connections how many
 * @param warmUpNanos how long is driven without measuring before
 * @param measuredNanos how long is measured at most
 * @param most after how many requests, those of the warm-up included, it ends earlier
 */
record Load(int connections, long warmUpNanos, long measuredNanos, int most) {
    Load(int connections, long warmUpNanos, long measuredNanos) {
        this(connections, warmUpNanos, measuredNanos, Integer.MAX_VALUE);
    }

    Load atMost(int requests) {
        return new Load(connections, warmUpNanos, measuredNanos, requests);
    }

    /**
     * Drives and measures, all connections from one thread. An answer counts when its status is 2xx.
     *
     * @param url where to connect
     * @param shots each request is new
     * @return the figures of the measured time
     */
    Figures run(URI url, Supplier<Shot> shots) throws IOException {
        long begin = System.nanoTime() + warmUpNanos;
        long end = begin + measuredNanos;
        return new Driving(url, shots, begin, end, most).run(connections);
    }
}
