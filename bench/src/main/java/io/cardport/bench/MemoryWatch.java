package io.cardport.bench;

import java.io.IOException;

/** Looks at the gateway's resident memory every 100 ms and keeps the most it saw. */
final class MemoryWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    private final Thread thread;
    private volatile double most;

    MemoryWatch(GatewayUnderTest gateway) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    most = Math.max(most, gateway.residentMebibytes());
                    Thread.sleep(EVERY_MILLIS);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } catch (IOException gone) {
                // the gateway ended; what was seen stays
            }
        });
    }

    double mostMebibytes() {
        return most;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
