package io.cardport.app.jobs;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;

/** Begins all jobs when the server listens, and ends them with the application, before the database's pool. */
@Singleton
final class Jobs implements ApplicationEventListener<ServerStartupEvent>, AutoCloseable {
    private final List<Job> jobs;

    Jobs(List<Job> jobs) {
        this.jobs = List.copyOf(jobs);
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent listening) {
        jobs.forEach(Job::start);
    }

    @PreDestroy
    @Override
    public void close() {
        List<Thread> ends =
                jobs.stream().map(job -> Thread.ofVirtual().start(job::close)).toList();
        try {
            for (Thread end : ends) {
                end.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
