package io.cardport.app.jobs;

import io.cardport.app.jobs.Workers.Pace;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.PollApplicant;
import io.cardport.domain.usecase.SettleOperation;
import io.cardport.domain.usecase.TakeDueWork;
import io.cardport.domain.usecase.TakeDueWork.Due;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Settles operations, asks for decisions about applicants and looks at cards when they are due. */
@Singleton
final class IssuerJob implements Job {
    /** Longer than waiting for a turn, an issuer's token and the usual deadline together. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Pace PACE = new Pace(32, Duration.ofMillis(250));

    private final Turns turns;
    private final List<Workers<?>> workers = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();

    IssuerJob(TakeDueWork take, SettleOperation settle, PollApplicant poll, LookAtCard look, Turns turns) {
        this.turns = turns;
        add("operations", limit -> take.operations(LEASE, limit), settle::handle);
        add("applicants", limit -> take.applicants(LEASE, limit), poll::handle);
        add("cards", limit -> take.cards(LEASE, limit), look::handle);
    }

    private <I> void add(String name, IntFunction<List<Due<I>>> take, Consumer<I> work) {
        workers.add(new Workers<>(name, PACE, take, due -> turns.take(due, () -> work.accept(due.id()))));
    }

    @Override
    public void start() {
        workers.forEach(each -> loops.add(Loop.start("issuer-work", each::round)));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
        workers.forEach(Workers::close);
    }
}
