package io.cardport.proof.order;

import io.cardport.domain.card.CardState;
import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import io.cardport.proof.letters.Letter;
import io.cardport.proof.order.Script.Told;
import io.cardport.proof.order.Script.Way;
import io.cardport.proof.parts.Issuer;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Every order and repetition of what an issuer says of a card, up to seven deliveries: lives of cards are played at the
 * simulated issuers and seen by the real adapters; every sequence in which each event of a life, or of its beginning,
 * arrives at least once is sealed, verified, read and applied by the real use cases over stores in memory.
 */
public final class Order implements Proof {
    private static final int LONGEST = 7;
    private static final int LONGEST_SHORT = 4;
    /** A signature on a curve takes near a millisecond to verify. */
    private static final int LONGEST_EARLY_ON_A_CURVE = 6;

    private static final int THREADS = 2;
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final Function<Simulators, List<Script>> scripts;

    /** With the five issuers. */
    public Order() {
        this(Scripts::all);
    }

    Order(Function<Simulators, List<Script>> scripts) {
        this.scripts = scripts;
    }

    @Override
    public String name() {
        return "order";
    }

    @Override
    public String shows() {
        return "a card ends where its issuer has it, whatever the order and repetition of what the issuer says";
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        Counts counts = new Counts();
        SettableClock clock = new SettableClock(START);
        try (Simulators simulators = Simulators.start(Files.createTempDirectory("order"), 0, settings(clock))) {
            long person = fire.seed() % 1_000_000;
            for (Script script : scripts.apply(simulators)) {
                Tally tally = new Tally();
                for (Life life : lives(script, fire)) {
                    tally.lives.increment();
                    Tape tape = new Recorder(simulators, clock).record(script, life, ++person);
                    for (Way way : script.ways()) {
                        play(script, life, tape, way, fire, tally, progress);
                    }
                }
                report(script, tally, counts, progress);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return counts;
    }

    /** The short form has no time for lives that it would not come to the end of. */
    private static List<Life> lives(Script script, Fire fire) {
        return switch (fire.length()) {
            case FULL -> script.lives();
            case SHORT ->
                script.lives().stream()
                        .filter(life -> life.steps().size() <= LONGEST_SHORT)
                        .toList();
        };
    }

    /** Nothing is decided at the issuers before a life's step says so. */
    private static Settings settings(SettableClock clock) {
        return Issuer.prompt()
                .with("artha", "auto-activate", 0)
                .with("netpay", "auto-activate", 0)
                .with("offblocks", "auto-issue", 0)
                .with("uqpay", "auto-settle", 0)
                .with(clock);
    }

    private static final class Tally {
        private static final int SHOWN = 5;

        private final LongAdder lives = new LongAdder();
        private final LongAdder wanted = new LongAdder();
        private final LongAdder sequences = new LongAdder();
        private final LongAdder deliveries = new LongAdder();
        private final LongAdder elsewhere = new LongAdder();
        private final LongAdder unlike = new LongAdder();
        private final LongAdder left = new LongAdder();
        private final LongAdder holes = new LongAdder();
        private final LongAdder unread = new LongAdder();
        private final LongAdder reviews = new LongAdder();
        private final Map<String, Set<CardState>> said = new ConcurrentHashMap<>();
        private final List<String> complaints = new ArrayList<>();

        private synchronized void complain(String what) {
            if (complaints.size() < SHOWN) {
                complaints.add(what);
            }
        }

        /** How many beginnings of the life were left in more than one state. */
        private long ambiguous() {
            return said.values().stream().filter(states -> states.size() > 1).count();
        }
    }

    private record Sequence(Life life, int[] places) {}

    private static void play(Script script, Life life, Tape tape, Way way, Fire fire, Tally tally, Progress progress)
            throws InterruptedException {
        boolean curve = script.issuer().name().equals("offblocks");
        int longest = fire.of(way == Way.EARLY && curve ? LONGEST_EARLY_ON_A_CURVE : LONGEST, LONGEST_SHORT);
        List<Sequence> sequences = new ArrayList<>();
        for (int steps = 1; steps <= Math.min(life.steps().size(), longest); steps++) {
            Life beginning = life.first(steps);
            Sequences.of(steps, longest).forEach(places -> sequences.add(new Sequence(beginning, places)));
        }
        Performance.Letters letters = letters(script, life, tape);
        tally.wanted.add(sequences.size());
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.add(Thread.ofPlatform().name("order-" + thread).start(() -> {
                for (int at = next.getAndIncrement(); at < sequences.size(); at = next.getAndIncrement()) {
                    judge(way, sequences.get(at), tape, letters, tally);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        progress.say("%s %s, %s: %d sequences"
                .formatted(
                        script.issuer().name(),
                        way.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        life.name(),
                        sequences.size()));
        tally.complaints.forEach(progress::say);
        tally.complaints.clear();
    }

    private static void report(Script script, Tally tally, Counts counts, Progress progress) {
        String what = script.issuer().name() + ", " + tally.lives.sum() + " lives: ";
        tally.said.forEach((beginning, states) -> {
            if (states.size() > 1) {
                progress.say(beginning + " " + states);
            }
        });
        counts.exactly(what + "sequences", tally.sequences.sum(), tally.wanted.sum())
                .told(what + "deliveries or looks", tally.deliveries.sum())
                .none(what + "beginnings of a life that order left in several states", tally.ambiguous())
                .none(what + "not where the issuer's times say", tally.unlike.sum())
                .none(what + "not where the issuer has the card, after one look", tally.elsewhere.sum())
                .none(what + "final states left", tally.left.sum())
                .none(what + "holes in versions", tally.holes.sum())
                .none(what + "deliveries not understood", tally.unread.sum())
                .none(what + "cards left to a person", tally.reviews.sum());
    }

    private static void judge(Way way, Sequence sequence, Tape tape, Performance.Letters letters, Tally tally) {
        Life life = sequence.life();
        Performance.Ending ending;
        try {
            ending = Performance.play(way, life, tape, letters, sequence.places());
        } catch (RuntimeException broken) {
            tally.complain(Arrays.toString(sequence.places()) + " threw " + broken);
            return;
        }
        tally.sequences.increment();
        tally.deliveries.add(sequence.places().length);
        tally.said
                .computeIfAbsent(way + life.name() + life.steps().size(), beginning -> ConcurrentHashMap.newKeySet())
                .add(ending.said());
        int decides = way == Way.LOOKED_AT ? life.steps().size() - 1 : life.lastDated();
        if (decides >= 0 && ending.said().name() != life.steps().get(decides).state()) {
            tally.unlike.increment();
            tally.complain(Arrays.toString(sequence.places()) + " said " + ending.said());
        }
        if (ending.looked().standing().state().name() != life.last().state()) {
            tally.elsewhere.increment();
            tally.complain(Arrays.toString(sequence.places()) + " ended "
                    + ending.looked().standing().state());
        }
        if (ending.looked().standing().review().isPresent()) {
            tally.reviews.increment();
            tally.complain(Arrays.toString(sequence.places()) + " "
                    + ending.looked().standing().review());
        }
        tally.left.add(ending.left());
        tally.holes.add(ending.holes());
        tally.unread.add(ending.unread());
    }

    /** A letter is sealed once and then sent as often as sequences ask for it. */
    private static Performance.Letters letters(Script script, Life life, Tape tape) {
        Instant now = tape.after().clock().instant();
        Script.Names names = new Script.Names(tape.card(), tape.asked().holder(), tape.orderReference());
        Map<List<Integer>, Letter> sealed = new ConcurrentHashMap<>();
        return (place, fresh) -> sealed.computeIfAbsent(
                List.of(place, fresh),
                ignored -> script.post()
                        .letter(new Told(
                                names,
                                place,
                                life.steps().get(place),
                                fresh,
                                now.minus(Duration.ofMinutes(60L - place)),
                                now)));
    }
}
