package io.cardport.app.delivery;

import io.cardport.domain.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The keys that sign deliveries, made when they are first needed and then each year, by whichever node comes first. They
 * are remembered for a minute, and for as long as the store is away.
 */
public final class DeliveryKeys {
    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

    private final DeliveryKeyStore store;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Optional<Known> known = Optional.empty();

    private record Known(List<DeliveryKey> keys, long since) {}

    /**
     * Takes the store.
     *
     * @param store shared by all nodes
     * @param random fit for keys
     * @param clock the house's time
     */
    public DeliveryKeys(DeliveryKeyStore store, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The keys that sign now.
     *
     * @return at least one, newest first
     * @throws StoreUnavailable when they were never read and the store is away
     */
    public List<DeliveryKey> signing() {
        return lives().signing(clock.instant());
    }

    /**
     * The keys that a receiver may need, of which some do not sign yet and some no longer.
     *
     * @return at least one, newest first
     * @throws StoreUnavailable when they were never read and the store is away
     */
    public List<DeliveryKey> published() {
        return lives().published(clock.instant());
    }

    private KeyLives lives() {
        Optional<Known> before = known;
        if (before.isPresent() && !mustBeRead(before.get())) {
            return new KeyLives(before.get().keys());
        }
        if (before.isEmpty()) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return new KeyLives(before.get().keys());
        }
        try {
            return new KeyLives(
                    known.filter(it -> !mustBeRead(it)).map(Known::keys).orElseGet(() -> read(before)));
        } finally {
            reading.unlock();
        }
    }

    private static boolean mustBeRead(Known it) {
        return System.nanoTime() - it.since() >= REMEMBERED;
    }

    private List<DeliveryKey> read(Optional<Known> before) {
        try {
            List<DeliveryKey> keys = store.all();
            if (new KeyLives(keys).isDue(clock.instant())) {
                keys = store.exclusively(this::turned);
            }
            known = Optional.of(new Known(List.copyOf(keys), System.nanoTime()));
            return keys;
        } catch (StoreUnavailable away) {
            return before.map(Known::keys).orElseThrow(() -> away);
        }
    }

    /** With a new key where one is due, without those that nobody needs any more. */
    private List<DeliveryKey> turned(List<DeliveryKey> there) {
        Instant now = clock.instant();
        KeyLives lives = new KeyLives(there);
        List<DeliveryKey> keys = new ArrayList<>(lives.published(now));
        if (lives.isDue(now)) {
            byte[] seed = new byte[DeliveryKey.SEED_BYTES];
            random.nextBytes(seed);
            keys.add(DeliveryKey.of(seed, lives.nextSignsFrom(now)));
            Arrays.fill(seed, (byte) 0);
        }
        return keys;
    }
}
