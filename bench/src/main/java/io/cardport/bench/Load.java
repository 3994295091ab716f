package io.cardport.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
    private record Part(long[] nanos, long errors, long lastAnswer) {}

    Load(int connections, long warmUpNanos, long measuredNanos) {
        this(connections, warmUpNanos, measuredNanos, Integer.MAX_VALUE);
    }

    Load atMost(int requests) {
        return new Load(connections, warmUpNanos, measuredNanos, requests);
    }

    /**
     * Drives and measures. An answer counts when its status is 2xx.
     *
     * @param url where to connect
     * @param shots asked by many threads; each request is new
     * @return the figures of the measured time
     */
    Figures run(URI url, Supplier<Shot> shots) throws IOException, InterruptedException {
        long begin = System.nanoTime() + warmUpNanos;
        long end = begin + measuredNanos;
        AtomicInteger left = new AtomicInteger(most);
        List<Future<Part>> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int connection = 0; connection < connections; connection++) {
                parts.add(threads.submit(() -> drive(url, shots, begin, end, left)));
            }
        }
        List<long[]> nanos = new ArrayList<>();
        long errors = 0;
        long last = begin + 1;
        for (Future<Part> part : parts) {
            try {
                nanos.add(part.get().nanos());
                errors += part.get().errors();
                last = Math.max(last, part.get().lastAnswer());
            } catch (ExecutionException failed) {
                throw new IOException("a driver failed", failed.getCause());
            }
        }
        long[] all = nanos.stream().flatMapToLong(Arrays::stream).toArray();
        return Figures.of(all, (Math.min(last, end) - begin) / 1e9, errors);
    }

    private static Part drive(URI url, Supplier<Shot> shots, long begin, long end, AtomicInteger left)
            throws IOException {
        long[] nanos = new long[4_096];
        long lastAnswer = begin;
        int count = 0;
        long errors = 0;
        KeptConnection connection = new KeptConnection(url);
        try {
            while (left.getAndDecrement() > 0) {
                Shot shot = shots.get();
                long sent = System.nanoTime();
                boolean right = false;
                try {
                    right = connection.exchange(shot).status() / 100 == 2;
                } catch (IOException broken) {
                    connection.close();
                    connection = new KeptConnection(url);
                }
                long answered = System.nanoTime();
                if (answered >= end) {
                    return new Part(Arrays.copyOf(nanos, count), errors, end);
                }
                lastAnswer = answered;
                if (sent < begin) {
                    continue;
                }
                if (!right) {
                    errors++;
                    continue;
                }
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = answered - sent;
            }
            return new Part(Arrays.copyOf(nanos, count), errors, lastAnswer);
        } finally {
            connection.close();
        }
    }
}
