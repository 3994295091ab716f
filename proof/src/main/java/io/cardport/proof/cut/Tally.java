package io.cardport.proof.cut;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the cuts at one issuer. Safe for threads. */
final class Tally {
    private static final int SHOWN = 30;

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Map<Cut.Point, Long> points = new EnumMap<>(Cut.Point.class);
    private final Map<Act, Long> acts = new EnumMap<>(Act.class);
    private final Map<String, Long> reviews = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

    /** What is counted. */
    enum Count {
        CUTS,
        CUTS_OF_LOOKS,
        UNCUT,
        SUCCEEDED,
        FAILED,
        REVIEWED,
        DOUBLE,
        LOST,
        PHANTOM,
        UNSETTLED,
        CONFLICT,
        SLOW,
        ELSEWHERE,
        THROWN
    }

    synchronized void count(Count what) {
        counts.merge(what, 1L, Long::sum);
    }

    synchronized void cut(Act act, Cut cut) {
        count(Count.CUTS);
        acts.merge(act, 1L, Long::sum);
        points.merge(cut.point(), 1L, Long::sum);
    }

    synchronized void review(String what) {
        count(Count.REVIEWED);
        reviews.merge(what, 1L, Long::sum);
    }

    synchronized void wrong(Count what, String complaint) {
        count(what);
        if (complaints.size() < SHOWN) {
            complaints.add(what + ": " + complaint);
        }
    }

    synchronized long of(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    synchronized long cuts() {
        return of(Count.CUTS) + of(Count.CUTS_OF_LOOKS);
    }

    /** Whatever must not be, together. */
    synchronized long wrong() {
        return of(Count.DOUBLE)
                + of(Count.LOST)
                + of(Count.PHANTOM)
                + of(Count.UNSETTLED)
                + of(Count.CONFLICT)
                + of(Count.ELSEWHERE)
                + of(Count.THROWN);
    }

    synchronized Map<String, Long> reviews() {
        return new TreeMap<>(reviews);
    }

    synchronized Map<Act, Long> acts() {
        return new EnumMap<>(acts);
    }

    synchronized Map<Cut.Point, Long> points() {
        return new EnumMap<>(points);
    }

    /** What was wrong since the last time that somebody asked. */
    synchronized List<String> complaints() {
        List<String> latest = List.copyOf(complaints);
        complaints.clear();
        return latest;
    }
}
