package io.cardport.proof.receivers;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import java.time.Duration;
import java.util.Random;

/**
 * Ten of a hundred receivers hang, each with all its 16 deliveries in flight. The others' p99, from the moment a delivery
 * falls due to the end of its attempt, is held against rounds in which nobody hangs; the rounds take turns, so that
 * whatever else the machine does meets both.
 */
public final class Receivers implements Proof {
    private static final int MOST_TIMES = 2;
    private static final int PER_SECOND = 3;

    @Override
    public String name() {
        return "receivers";
    }

    @Override
    public String shows() {
        return "receivers that hang make nobody else wait";
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        Random random = new Random(fire.seed());
        Round.Pace pace = new Round.Pace(Duration.ofSeconds(fire.of(20, 2)), PER_SECOND, Duration.ofSeconds(15));
        new Round(new Round.Pace(Duration.ofSeconds(fire.of(5, 1)), PER_SECOND, pace.timeout()), random).run(0);
        Tally alone = new Tally();
        Tally among = new Tally();
        for (int turn = 1; turn <= fire.of(4, 1); turn++) {
            Tally without = new Round(pace, random).run(0);
            progress.say("turn " + turn + ", nobody hangs:  " + without);
            alone.add(without);
            Tally with = new Round(pace, random).run(Round.HANGING);
            progress.say("turn " + turn + ", ten hang:      " + with);
            among.add(with);
        }
        return counts(fire, alone, among);
    }

    private static Counts counts(Fire fire, Tally alone, Tally among) {
        int healthy = (Round.RECEIVERS - Round.HANGING) * PER_SECOND;
        long least = (long) healthy * fire.of(20 * 4, 2) * 9 / 10;
        Counts counts = new Counts()
                .atLeast("deliveries to the healthy 90 of 100 while nobody hangs", alone.taken(), least)
                .atLeast("deliveries to the same 90 while 10 hang", among.taken(), least)
                .none("of them that failed", alone.notTaken() + among.notTaken())
                .atLeast("attempts that hung", among.endedAtTheHanging(), Round.HANGING)
                .none("of them that were taken", among.answersOfTheHanging())
                .told("p50 of the healthy in µs while nobody hangs", alone.micros(500))
                .told("p50 while 10 hang", among.micros(500))
                .told("p99 while nobody hangs", alone.micros(990))
                .told("p99 while 10 hang", among.micros(990));
        long over = Math.max(0, among.micros(990) - MOST_TIMES * alone.micros(990));
        return switch (fire.length()) {
            case FULL -> counts.none("µs of it beyond twice the p99 while nobody hangs", over);
            // Two seconds on a machine that runs a test suite are no measurement.
            case SHORT -> counts.told("µs of it beyond twice the p99 while nobody hangs", over);
        };
    }
}
