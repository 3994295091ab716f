package io.cardport.proof.order;

import io.cardport.domain.card.Card;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.usecase.Result;
import io.cardport.proof.parts.Adapters;
import io.cardport.proof.parts.Site;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Simulators;
import io.cardport.testkit.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a life happen at a simulated issuer and takes down what the real adapter sees of it. */
final class Recorder {
    private static final int PATIENCE = 500;
    private static final long IDS = 100_000;

    private final Simulators simulators;
    private final SettableClock clock;

    Recorder(Simulators simulators, SettableClock clock) {
        this.simulators = simulators;
        this.clock = clock;
    }

    Tape record(Script script, Life life, long person) throws InterruptedException {
        IssuerControl control = script.issuer().control().apply(simulators);
        IssuingProvider provider =
                Adapters.build(script.issuer().account().apply(control, URI.create(control.url())), clock);
        AtomicReference<Tape.Asked> asked = new AtomicReference<>();
        Site site = Site.open(script.issuer().goods(), new Listening(provider, asked), clock, person * IDS);
        CardholderId holder = approved(site, person);
        Site before = site.forked(provider, (person * IDS) + 1_000);
        if (!(site.issue(holder) instanceof Result<Card>)) {
            throw new IllegalStateException("no card was asked for");
        }
        Site after = site.forked(provider, (person * IDS) + 2_000);
        var card = Tape.issued(asked.get().answer())
                .orElseThrow(() -> new IllegalStateException(asked.get().toString()));
        Script.At at = new Script.At(control, provider, card);
        List<CardSeen> seen = new ArrayList<>();
        for (Life.Step step : life.steps()) {
            seen.add(moved(script, at, step.word()));
        }
        return new Tape(
                provider,
                before,
                after,
                holder,
                asked.get(),
                seen,
                order(provider, asked.get().answer()));
    }

    private static CardholderId approved(Site site, long person) throws InterruptedException {
        if (!(site.register(person) instanceof Result.Settled<Dossier>(Dossier dossier))) {
            throw new IllegalStateException("the holder was not taken");
        }
        CardholderId holder = dossier.cardholder().id();
        for (int at = 0; at < PATIENCE; at++) {
            boolean approved = site.stores()
                    .read(all -> all.applicants().of(holder).stream()
                            .anyMatch(applicant -> applicant.standing().state() == ApplicantState.APPROVED));
            if (approved) {
                return holder;
            }
            Thread.sleep(10);
            site.clock().advance(Duration.ofSeconds(10));
            site.work();
        }
        throw new IllegalStateException("the holder was not approved");
    }

    /** What an issuer does at once it still does on a thread of its own. */
    private static CardSeen moved(Script script, Script.At at, String word) throws InterruptedException {
        CardLookup lookup = at.provider().can(CardLookup.class).orElseThrow();
        script.mover().move(at, word);
        for (int waited = 0; waited < PATIENCE; waited++) {
            if (lookup.card(at.card()) instanceof Look.Found<CardSeen>(CardSeen seen)
                    && seen.word().equalsIgnoreCase(word)) {
                return seen;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException(script.issuer().name() + " did not come to " + word);
    }

    private static Optional<OrderSeen> order(IssuingProvider provider, Outcome<IssuedCard> answer) {
        return provider.can(OrderLookup.class)
                .filter(able -> answer instanceof Outcome.Accepted<IssuedCard>)
                .flatMap(able -> answer instanceof Outcome.Accepted<IssuedCard>(var order, var ignored)
                                && able.order(order) instanceof Look.Found<OrderSeen>(OrderSeen seen)
                        ? Optional.of(seen)
                        : Optional.empty());
    }

    /** Hears what an issuer answers when it is asked for a card. */
    private record Listening(IssuingProvider provider, AtomicReference<Tape.Asked> asked) implements Passing {
        @Override
        public Outcome<IssuedCard> issue(IssueCommand command) {
            Outcome<IssuedCard> outcome = provider.issue(command);
            asked.set(new Tape.Asked(command.holder().reference(), outcome));
            return outcome;
        }
    }
}
