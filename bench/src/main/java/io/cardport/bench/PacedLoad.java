package io.cardport.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Open-loop load at a fixed rate, one request at a time. A latency counts from the moment at which its request was to be
 * sent, so that who has to wait for the answer of the one before is counted with that.
 *
 * @param perSecond requests a second
 * @param warmUpNanos how long is driven without measuring before
 * @param measuredNanos how long is measured
 */
record PacedLoad(int perSecond, long warmUpNanos, long measuredNanos) {
    /**
     * Drives and measures. An answer counts when its status is 2xx.
     *
     * @param url where to connect
     * @param shots each request is new
     * @return the figures of the measured time
     */
    Figures run(URI url, Supplier<Shot> shots) throws IOException {
        long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
        int before = (int) (warmUpNanos / apart);
        int measured = (int) (measuredNanos / apart);
        long[] nanos = new long[measured];
        int good = 0;
        long errors = 0;
        try (KeptConnection connection = new KeptConnection(url)) {
            long begin = System.nanoTime();
            for (int number = 0; number < before + measured; number++) {
                long intended = begin + number * apart;
                Shot shot = shots.get();
                waitUntil(intended);
                int status = connection.exchange(shot).status();
                if (number >= before && status / 100 == 2) {
                    nanos[good++] = System.nanoTime() - intended;
                } else if (number >= before) {
                    errors++;
                }
            }
        }
        return Figures.of(Arrays.copyOf(nanos, good), measuredNanos / 1e9, errors);
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
