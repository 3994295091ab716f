package io.cardport.app.nodes;

import java.time.Instant;
import java.util.Set;

/**
 * A running gateway as it announces itself.
 *
 * @param id random, made at its start
 * @param startedAt database time of its start
 * @param heartbeatAt database time of its last sign of life
 * @param version the build's version
 * @param reads the words and keys that it reads
 */
public record Node(String id, Instant startedAt, Instant heartbeatAt, String version, Set<String> reads) {
    /** Copies the set. */
    public Node {
        reads = Set.copyOf(reads);
    }
}
