package io.cardport.app.nodes;

import io.cardport.app.Cardport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * This gateway among the others: announces itself before it takes requests, says every few seconds that it lives, and takes
 * no work while it can't. What it may write depends on what the others read.
 */
public final class ThisNode implements Claiming, AutoCloseable {
    /** How often it says that it lives. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** Two beats may be lost; after that the others may take it for dead, so it takes nothing more. */
    static final Duration HEARD_FOR = Duration.ofSeconds(15);

    private static final int ID_BYTES = 8;

    private final NodeStore store;
    private final Node me;
    private final LongSupplier nanos;
    private final Set<String> inUse = ConcurrentHashMap.newKeySet();

    private volatile Optional<Long> heardAt = Optional.empty();
    private volatile Set<String> unread = Set.of();

    /**
     * Makes the node; it announces nothing yet.
     *
     * @param store where nodes announce themselves
     * @param clock database time
     * @param random for its id
     * @param reads the words and keys that it reads
     * @param nanos the monotonic clock
     */
    public ThisNode(
            NodeStore store, InstantSource clock, RandomGenerator random, Set<String> reads, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String version = Optional.ofNullable(Cardport.class.getPackage().getImplementationVersion())
                .orElse("development");
        Instant now = clock.instant();
        this.me = new Node("node_" + HexFormat.of().formatHex(id), now, now, version, reads);
    }

    /**
     * The word that stands for reading an encryption key.
     *
     * @param id the key's id
     * @return never the word of anything else
     */
    public static String key(String id) {
        return "encryption-key:" + id;
    }

    /**
     * Its id.
     *
     * @return random, made at the start
     */
    public String id() {
        return me.id();
    }

    /**
     * Says that it lives.
     *
     * @throws io.cardport.domain.store.StoreUnavailable when nobody heard it
     */
    public void beat() {
        long began = nanos.getAsLong();
        unread = store.beat(me);
        heardAt = Optional.of(began);
    }

    /**
     * What others write and this node does not read.
     *
     * @return words and keys in use, as of its last beat
     */
    public Set<String> unread() {
        return unread;
    }

    @Override
    public boolean allowed() {
        boolean heard = heardAt.filter(at -> nanos.getAsLong() - at < HEARD_FOR.toNanos())
                .isPresent();
        return heard && unread.isEmpty();
    }

    /**
     * Whether a new word may be written; once it may, it always may.
     *
     * @param word one of {@link StoredWords#READ}, or a {@link #key}
     * @return {@link WordUse.InUse} when every living node has announced that it reads it
     */
    public WordUse mayWrite(String word) {
        if (inUse.contains(word)) {
            return new WordUse.InUse();
        }
        WordUse use = store.use(word);
        if (use instanceof WordUse.InUse) {
            inUse.add(word);
        }
        return use;
    }

    /** Takes itself away; where the database is away, the others see its silence. */
    @Override
    public void close() {
        heardAt = Optional.empty();
        store.leave(me.id());
    }
}
