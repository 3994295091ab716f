package io.cardport.app.webhook;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that never waits stays on the thread that read the request: checking a signature takes less time than handing it to
 * another thread (measured in the intake benchmark).
 */
@Factory
final class CallingThread {
    static final String NAME = "calling-thread";

    @Singleton
    @Named(NAME)
    @Bean(preDestroy = "shutdown")
    ExecutorService callingThread() {
        return new Direct();
    }

    /** Runs everything at once where it is asked and never has a thread; of the kind that the metrics know. */
    private static final class Direct extends ThreadPoolExecutor {
        private Direct() {
            super(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        }

        @Override
        public void execute(Runnable command) {
            command.run();
        }
    }
}
