package io.cardport.proof.order;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.ApplyDelivery;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.ReceiveWebhook.Reception;
import io.cardport.proof.letters.Letter;
import io.cardport.proof.order.Script.Way;
import io.cardport.proof.parts.Issuer;
import io.cardport.proof.parts.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** One sequence of deliveries, or of looks that come back late, played to the real use cases. */
final class Performance {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(31);

    private final Life life;
    private final Replayed issuer;
    private final Letters letters;
    private final Site site;
    private final List<CardState> states = new ArrayList<>();
    private final Map<Applied, Integer> applied = new EnumMap<>(Applied.class);
    private int refused;

    /** The letters of a life, sealed once: a clock that stands gives the same letter each time. */
    @FunctionalInterface
    interface Letters {
        Letter of(int place, int fresh);
    }

    private Performance(Life life, Replayed issuer, Letters letters, Site site) {
        this.life = life;
        this.issuer = issuer;
        this.letters = letters;
        this.site = site;
    }

    /**
     * How it ended.
     *
     * @param said the state when all was said and nobody had looked
     * @param looked the card after what was due and one look
     * @param left how often a final state was left
     * @param holes subjects whose versions have holes
     * @param unread deliveries that were refused, not understood or failed
     */
    record Ending(CardState said, Card looked, long left, long holes, long unread) {}

    static Ending play(Way way, Life life, Tape tape, Letters letters, int... sequence) {
        Replayed issuer = new Replayed(tape, life.steps().size() - 1);
        Site from = way == Way.EARLY ? tape.before() : tape.after();
        Performance performance = new Performance(life, issuer, letters, from.forked(issuer, 1L << 50));
        switch (way) {
            case POSTED -> performance.post(sequence);
            case EARLY -> performance.postEarly(tape, sequence);
            case LOOKED_AT -> performance.look(sequence);
        }
        return performance.end();
    }

    private void post(int... sequence) {
        int[] told = new int[life.steps().size()];
        for (int place : sequence) {
            // Once more the same letter, and then the same news under a new id.
            int fresh = Math.max(0, told[place]++ - 1);
            Reception reception = site.receiver()
                    .handle(letters.of(place, fresh).raw(Issuer.ACCOUNT))
                    .toCompletableFuture()
                    .join();
            switch (reception) {
                case Reception.Admitted(DeliveryId id) ->
                    applied.merge(new ApplyDelivery(site.context()).handle(id), 1, Integer::sum);
                case Reception.Kept ignored -> refused++;
                case Reception.Duplicate ignored -> note();
                case Reception.Hinted ignored -> note();
                case Reception.Rejected ignored -> refused++;
                case Reception.NoSuchAddress ignored -> refused++;
                case Reception.Busy ignored -> refused++;
            }
            note();
        }
    }

    private void postEarly(Tape tape, int... sequence) {
        issuer.meanwhile(() -> post(sequence));
        site.issue(tape.holder());
        site.deliver();
        note();
    }

    /** Each look begins when its step has happened, and its answer is kept back. */
    private void look(int... sequence) {
        CardId card = card().orElseThrow().id();
        Instant start = site.clock().instant();
        List<CompletableFuture<CardSeen>> answers = new ArrayList<>();
        List<Thread> looks = new ArrayList<>();
        for (int at = 0; at < sequence.length; at++) {
            answers.add(new CompletableFuture<>());
            looks.add(Thread.currentThread());
        }
        for (int place = 0; place < life.steps().size(); place++) {
            for (int at = 0; at < sequence.length; at++) {
                if (sequence[at] == place) {
                    site.clock().set(start.plus(STEP.multipliedBy(place + 1L)).plusMillis(at));
                    looks.set(at, begun(card, answers.get(at)));
                }
            }
        }
        for (int at = 0; at < sequence.length; at++) {
            issuer.comeTo(sequence[at]);
            answers.get(at).complete(issuer.shown());
            joined(looks.get(at));
            note();
        }
        issuer.comeTo(life.steps().size() - 1);
        site.clock().set(start.plus(STEP.multipliedBy(life.steps().size() + 1L)));
    }

    private Thread begun(CardId card, CompletableFuture<CardSeen> answer) {
        CountDownLatch asked = new CountDownLatch(1);
        Thread look = Thread.ofVirtual().name("look").start(() -> {
            issuer.lookThrough(() -> {
                asked.countDown();
                return answer.join();
            });
            new LookAtCard(site.context()).handle(card);
        });
        try {
            asked.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return look;
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private Ending end() {
        CardState said = card().orElseThrow().standing().state();
        for (int round = 0; round < 2; round++) {
            site.clock().advance(BETWEEN_LOOKS);
            site.work();
            note();
        }
        new LookAtCard(site.context()).handle(card().orElseThrow().id());
        note();
        int unread = refused
                + applied.getOrDefault(Applied.UNRECOGNISED, 0)
                + applied.getOrDefault(Applied.FAILED, 0)
                + applied.getOrDefault(Applied.IRRELEVANT, 0);
        return new Ending(said, card().orElseThrow(), left(), site.holes(), unread);
    }

    private void note() {
        card().ifPresent(card -> states.add(card.standing().state()));
    }

    private long left() {
        long left = 0;
        for (int at = 1; at < states.size(); at++) {
            boolean ended =
                    states.get(at - 1) instanceof CardState.Closed || states.get(at - 1) instanceof CardState.Failed;
            if (ended && !states.get(at).equals(states.get(at - 1))) {
                left++;
            }
        }
        return left;
    }

    private Optional<Card> card() {
        return site
                .stores()
                .read(all -> all.cards()
                        .list(
                                new CardStore.Filter(
                                        new Scope.Everything(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        CardStore.Search.ANY),
                                new Page.Request(2, Optional.empty()))
                        .data())
                .stream()
                .findFirst();
    }
}
