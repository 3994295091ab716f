package io.cardport.proof.forge;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import io.cardport.proof.letters.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Forged webhooks: no adapter takes one, and none makes an adapter throw, while every genuine one is taken. For each scheme
 * a million of them, or a tenth of that where verifying takes a curve.
 */
public final class Forge implements Proof {
    private static final int GENUINE = 1_000;
    private static final int THREADS = 2;

    private final List<Scheme> schemes;

    /** Against the real adapters. */
    public Forge() {
        this(Schemes.all());
    }

    Forge(List<Scheme> schemes) {
        this.schemes = List.copyOf(schemes);
    }

    @Override
    public String name() {
        return "forge";
    }

    @Override
    public String shows() {
        return "no forged webhook is taken, and none makes an adapter throw";
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        Counts counts = new Counts();
        for (Scheme scheme : schemes) {
            int wanted = switch (scheme.cost()) {
                case HASH -> fire.of(1_000_000, 10_000);
                case CURVE -> fire.of(100_000, 600);
            };
            int genuine = fire.of(GENUINE, GENUINE / 10);
            progress.say(scheme.name() + ": " + wanted + " forgeries of "
                    + scheme.changes().size() + " kinds");
            Tally tally = attack(scheme, letters(scheme, genuine), wanted, fire.seed());
            counts.exactly(scheme.name() + ": genuine ones taken", tally.genuine.get(), genuine)
                    .exactly(scheme.name() + ": forged ones sent", tally.sent.get(), wanted)
                    .none(scheme.name() + ": forged ones taken", tally.taken.get())
                    .none(scheme.name() + ": exceptions", tally.thrown.get());
            tally.complaints.forEach(progress::say);
        }
        return counts;
    }

    private static final class Tally {
        private static final int SHOWN = 5;

        private final AtomicLong genuine = new AtomicLong();
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong taken = new AtomicLong();
        private final AtomicLong thrown = new AtomicLong();
        private final List<String> complaints = new ArrayList<>();

        private synchronized void complain(String what) {
            if (complaints.size() < SHOWN) {
                complaints.add(what);
            }
        }
    }

    private static List<Letter> letters(Scheme scheme, int count) {
        List<Letter> letters = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            letters.add(scheme.genuine(number));
        }
        return letters;
    }

    private static Tally attack(Scheme scheme, List<Letter> letters, int wanted, long seed)
            throws InterruptedException {
        Tally tally = new Tally();
        letters.forEach(letter -> {
            if (verdict(scheme, letter, tally, "a genuine one") == Scheme.Verdict.TAKEN) {
                tally.genuine.incrementAndGet();
            }
        });
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            SplittableRandom random = new SplittableRandom(seed + thread);
            int share = wanted / THREADS + (thread < wanted % THREADS ? 1 : 0);
            threads.add(Thread.ofPlatform()
                    .name("forger-" + thread)
                    .start(() -> forge(scheme, letters, share, random, tally)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return tally;
    }

    private static void forge(Scheme scheme, List<Letter> letters, int share, SplittableRandom random, Tally tally) {
        List<Change> changes = scheme.changes();
        for (int at = 0; at < share; at++) {
            // Every kind in turn, so that each has its share whatever the seed.
            Change change = changes.get(at % changes.size());
            Letter forged = change.forger().forge(letters.get(random.nextInt(letters.size())), random);
            tally.sent.incrementAndGet();
            if (verdict(scheme, forged, tally, change.name()) == Scheme.Verdict.TAKEN) {
                tally.taken.incrementAndGet();
                tally.complain("taken: " + change.name());
            }
        }
    }

    private static Scheme.Verdict verdict(Scheme scheme, Letter letter, Tally tally, String what) {
        try {
            return scheme.judge(letter);
        } catch (RuntimeException thrown) {
            tally.thrown.incrementAndGet();
            tally.complain(thrown.getClass().getName() + ": " + what);
            return Scheme.Verdict.REFUSED;
        }
    }
}
