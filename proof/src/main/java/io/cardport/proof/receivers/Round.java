package io.cardport.proof.receivers;

import io.cardport.app.delivery.AddressRules;
import io.cardport.app.delivery.DeliveryKey;
import io.cardport.app.delivery.DeliveryKeyStore;
import io.cardport.app.delivery.DeliveryKeys;
import io.cardport.app.delivery.HttpCourier;
import io.cardport.domain.delivery.Courier.Parcel;
import io.cardport.domain.id.EventId;
import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Deliveries to a street at an even pace, as the gateway makes them: each on a virtual thread, at most 16 in flight for
 * one receiver. What is due to a receiver whose 16 are all in flight waits where it waits in the gateway, in the queue.
 */
final class Round {
    static final int RECEIVERS = 100;
    static final int HANGING = 10;

    private static final int IN_FLIGHT = 16;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final EventId EVENT = new EventId("evt_" + "7".repeat(26));
    private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final byte[] BODY =
            ("{\"type\":\"card.issued\",\"data\":\"" + "x".repeat(1_500) + "\"}").getBytes(StandardCharsets.UTF_8);

    private final Pace pace;
    private final Random random;
    private final Tally tally = new Tally();
    private final List<Semaphore> flights = new ArrayList<>();

    /**
     * How a round is run.
     *
     * @param length of the round
     * @param perSecond deliveries that fall due to each receiver
     * @param timeout of each
     */
    record Pace(Duration length, int perSecond, Duration timeout) {}

    /** Keys that live as long as the proof. */
    static final class Keys implements DeliveryKeyStore {
        private List<DeliveryKey> keys = List.of();

        @Override
        public synchronized List<DeliveryKey> all() {
            return keys;
        }

        @Override
        public synchronized List<DeliveryKey> exclusively(UnaryOperator<List<DeliveryKey>> change) {
            keys = List.copyOf(change.apply(keys));
            return keys;
        }
    }

    Round(Pace pace, Random random) {
        this.pace = pace;
        this.random = random;
        Stream.generate(() -> new Semaphore(IN_FLIGHT)).limit(RECEIVERS).forEach(flights::add);
    }

    /** Runs it with so many of the receivers hanging; the same receivers count as healthy either way. */
    Tally run(int hanging) throws InterruptedException {
        var keys = new DeliveryKeys(new Keys(), random, InstantSource.system());
        ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();
        try (Street street = new Street(RECEIVERS, hanging);
                HttpCourier courier = HttpCourier.open(AddressRules.withLoopback(), keys, InstantSource.system())) {
            for (int at = 0; at < hanging; at++) {
                for (int flight = 0; flight < IN_FLIGHT; flight++) {
                    send(carriers, courier, street, at, System.nanoTime());
                }
            }
            rush(carriers, courier, street);
            // Those in flight to healthy receivers end by themselves, those that hang by the closing of the courier.
            for (int at = HANGING; at < RECEIVERS; at++) {
                flights.get(at).acquire(IN_FLIGHT);
            }
        }
        carriers.close();
        return tally;
    }

    private void rush(ExecutorService carriers, HttpCourier courier, Street street) {
        long start = System.nanoTime();
        long gap = SECOND / ((long) RECEIVERS * pace.perSecond());
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, RECEIVERS).boxed().toList());
        for (long sent = 0; sent * gap < pace.length().toNanos(); sent++) {
            int turn = (int) (sent % RECEIVERS);
            if (turn == 0) {
                Collections.shuffle(order, random);
            }
            long due = start + sent * gap;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            send(carriers, courier, street, order.get(turn), due);
        }
    }

    private void send(ExecutorService carriers, HttpCourier courier, Street street, int receiver, long due) {
        Semaphore flight = flights.get(receiver);
        if (!flight.tryAcquire()) {
            return;
        }
        carriers.execute(() -> {
            try {
                var parcel = new Parcel(EVENT, street.url(receiver), BODY, List.of(SECRET), pace.timeout());
                var reception = courier.deliver(parcel);
                if (receiver < HANGING) {
                    tally.hanging(reception);
                } else {
                    tally.healthy(reception, System.nanoTime() - due);
                }
            } finally {
                flight.release();
            }
        });
    }
}
