package io.cardport.proof.cut;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import io.cardport.proof.cut.Tally.Count;
import io.cardport.proof.parts.Issuer;
import io.cardport.proof.parts.Issuers;
import io.cardport.simulators.Simulators;
import io.cardport.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Connections to issuers cut at every point of every exchange of every operation, and of the looks that are to settle it;
 * afterwards the simulated issuer's own state is compared with ours. Real adapters, real connections, real use cases;
 * stores in memory and a clock that is moved, so that nobody waits.
 */
public final class CutLoop implements Proof {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<Issuer> ISSUERS =
            List.of(Issuers.UQPAY, Issuers.NETPAY, Issuers.ARTHA, Issuers.BANANATECH, Issuers.OFFBLOCKS);
    private static final int EACH = 20_000;
    private static final int EACH_SHORT = 60;
    private static final int LANES = 2;
    private static final int PIECES = 20;

    private final int each;
    private final int pieces;

    /** With as many cuts as the full form promises. */
    public CutLoop() {
        this(EACH, PIECES);
    }

    /**
     * With another number of cuts in the full form.
     *
     * @param each at each issuer
     * @param pieces in how many pieces
     */
    CutLoop(int each, int pieces) {
        this.each = each;
        this.pieces = pieces;
    }

    @Override
    public String name() {
        return "cut-loop";
    }

    @Override
    public String shows() {
        return "a connection cut anywhere doubles nothing, loses nothing and leaves nothing open without a review";
    }

    private record Piece(Issuer issuer, Tally tally, long seed, int cuts) {}

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        int wanted = fire.of(each, EACH_SHORT);
        int parts = fire.of(pieces, 1);
        Queue<Piece> work = new ConcurrentLinkedQueue<>();
        List<Tally> tallies = new ArrayList<>();
        ISSUERS.forEach(issuer -> tallies.add(new Tally()));
        for (int piece = 0; piece < parts; piece++) {
            for (int at = 0; at < ISSUERS.size(); at++) {
                long seed = fire.seed() + 31L * piece + at;
                work.add(new Piece(ISSUERS.get(at), tallies.get(at), seed, wanted / parts));
            }
        }
        List<Thread> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(Thread.ofPlatform().name("cuts-" + lane).start(() -> work(work, progress)));
        }
        for (Thread lane : lanes) {
            lane.join();
        }
        Counts counts = new Counts();
        for (int at = 0; at < ISSUERS.size(); at++) {
            report(ISSUERS.get(at).name() + ": ", tallies.get(at), wanted, counts);
            progress.say(ISSUERS.get(at).name() + " " + tallies.get(at).acts());
            progress.say(ISSUERS.get(at).name() + " " + tallies.get(at).points());
        }
        return counts;
    }

    private static void report(String what, Tally tally, int wanted, Counts counts) {
        counts.atLeast(what + "cuts", tally.cuts(), wanted)
                .told(what + "of them in looks that were to settle something", tally.of(Count.CUTS_OF_LOOKS))
                .told(what + "operations that succeeded", tally.of(Count.SUCCEEDED))
                .told(what + "operations that failed", tally.of(Count.FAILED))
                .told(what + "left to a person", tally.of(Count.REVIEWED));
        tally.reviews().forEach((review, number) -> counts.told(what + "of them " + review, number));
        counts.none(what + "two effects of one operation", tally.of(Count.DOUBLE))
                .none(what + "effects that nobody here knows of", tally.of(Count.LOST))
                .none(what + "successes without an effect", tally.of(Count.PHANTOM))
                .none(what + "cards that are something else at the issuer", tally.of(Count.ELSEWHERE))
                .none(what + "unsettled without a review", tally.of(Count.UNSETTLED))
                .none(what + "repeats that the issuer took for another request", tally.of(Count.CONFLICT))
                .told(what + "cuts that were noticed only at the attempt's deadline", tally.of(Count.SLOW))
                .none(what + "exceptions", tally.of(Count.THROWN));
    }

    private static void work(Queue<Piece> work, Progress progress) {
        SettableClock clock = new SettableClock(START);
        try (Simulators simulators = Simulators.start(
                Files.createTempDirectory("cuts"), 0, Issuer.prompt().with(clock))) {
            for (Piece piece = work.poll(); piece != null; piece = work.poll()) {
                cut(piece, simulators, clock);
                progress.say("%s: %,d cuts, %,d wrong"
                        .formatted(
                                piece.issuer().name(),
                                piece.tally().cuts(),
                                piece.tally().wrong()));
                piece.tally().complaints().forEach(progress::say);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** From the registration, from the card and from what comes then, in turn. */
    private static void cut(Piece piece, Simulators simulators, SettableClock clock) throws InterruptedException {
        List<Act> beginnings = List.of(Act.TOP_UP, Act.REGISTER, Act.TOP_UP, Act.ISSUE);
        int made = 0;
        try (Workplace workplace =
                new Workplace(piece.issuer(), simulators, clock, new SplittableRandom(piece.seed()))) {
            for (long number = 0; made < piece.cuts(); number++) {
                long person = Math.floorMod(piece.seed(), 1_000L) * 1_000_000 + number;
                made += new Chain(workplace, workplace.fresh(number), person, piece.tally())
                        .live(beginnings.get((int) (number % beginnings.size())), day((int)
                                (number % Act.DAILY.size())));
            }
        }
    }

    /** Every chain begins its days with something else: some end where a person would have to look. */
    private static List<Act> day(int first) {
        List<Act> day = new ArrayList<>(Act.DAILY);
        Collections.rotate(day, -first);
        return day;
    }
}
