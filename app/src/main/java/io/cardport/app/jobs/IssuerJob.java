package io.cardport.app.jobs;

import io.cardport.app.jobs.Workers.Pace;
import io.cardport.app.nodes.Claiming;
import io.cardport.domain.id.Id;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.PollApplicant;
import io.cardport.domain.usecase.SettleOperation;
import io.cardport.domain.usecase.TakeDueWork;
import io.cardport.domain.usecase.TakeDueWork.Due;
import io.cardport.domain.usecase.TakeDueWork.Kind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Settles operations, asks for decisions about applicants and looks at cards when they are due. */
@Singleton
final class IssuerJob implements Job {
    private static final Pace PACE = new Pace(32, Duration.ofMillis(250));

    private final TakeDueWork take;
    private final Turns turns;
    private final Claiming claiming;
    private final List<Workers<?>> workers = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();
    private final List<Loop> leases = new ArrayList<>();

    IssuerJob(
            TakeDueWork take,
            SettleOperation settle,
            PollApplicant poll,
            LookAtCard look,
            Turns turns,
            Claiming claiming) {
        this.take = take;
        this.turns = turns;
        this.claiming = claiming;
        add("operations", Kind.OPERATIONS, take::operations, settle::handle);
        add("applicants", Kind.APPLICANTS, take::applicants, poll::handle);
        add("cards", Kind.CARDS, take::cards, look::handle);
    }

    private <I extends Id> void add(
            String name, Kind kind, BiFunction<Duration, Integer, List<Due<I>>> taking, Consumer<I> work) {
        workers.add(new Workers<>(name, PACE, claiming, new AtIssuers<>(kind, taking, work)));
    }

    /** What calls an issuer when its turn comes. */
    private final class AtIssuers<I extends Id> implements Workers.Source<Due<I>> {
        private final Kind kind;
        private final BiFunction<Duration, Integer, List<Due<I>>> taking;
        private final Consumer<I> work;

        AtIssuers(Kind kind, BiFunction<Duration, Integer, List<Due<I>>> taking, Consumer<I> work) {
            this.kind = kind;
            this.taking = taking;
            this.work = work;
        }

        @Override
        public List<Due<I>> take(int limit) {
            return taking.apply(Workers.LEASE, limit);
        }

        @Override
        public Instant extend(List<Id> ids, Instant leasedUntil, Duration lease) {
            return take.extend(kind, ids, leasedUntil, lease);
        }

        @Override
        public Id id(Due<I> due) {
            return due.id();
        }

        @Override
        public Instant leasedUntil(Due<I> due) {
            return due.leasedUntil();
        }

        @Override
        public Optional<Duration> work(Due<I> due) {
            return turns.take(due, () -> work.accept(due.id()));
        }
    }

    @Override
    public void start() {
        for (Workers<?> each : workers) {
            loops.add(Loop.start("issuer-work", each::round));
            leases.add(Loop.start("issuer-work-leases", each::extend));
        }
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
        workers.forEach(Workers::close);
        leases.forEach(Loop::close);
    }
}
