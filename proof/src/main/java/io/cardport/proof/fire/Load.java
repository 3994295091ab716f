package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that never stop: each with its own random choices, all with one journal. */
final class Load {
    private static final int PATIENCE = 300;

    private final Door door;
    private final Sandbox sandbox;
    private final Journal journal;
    private final Map<Issuer, String> products = new EnumMap<>(Issuer.class);
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;
    private volatile boolean lost;

    Load(Door door, Sandbox sandbox, Journal journal) {
        this.door = door;
        this.sandbox = sandbox;
        this.journal = journal;
    }

    /** Waits until the gateway has read what the issuers offer, then begins. */
    void start(int callers, long seed) throws IOException, InterruptedException {
        for (int attempt = 0; products.size() < Issuer.values().length; attempt++) {
            if (attempt > PATIENCE) {
                throw new IOException("The gateway does not show the products of all issuers");
            }
            if (door.get("/v1/products?limit=100") instanceof Answer.Given given) {
                JsonNode shown = given.json().path("data");
                for (Issuer issuer : Issuer.values()) {
                    issuer.productOf(shown).ifPresent(id -> products.put(issuer, id));
                }
            }
            Thread.sleep(100);
        }
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int caller = 0; caller < callers; caller++) {
            threads.add(Thread.ofPlatform().name("caller-" + caller).start(new Caller(this, caller, seeds.split())));
        }
    }

    Door door() {
        return door;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Journal journal() {
        return journal;
    }

    String product(Issuer issuer) {
        return products.getOrDefault(issuer, "");
    }

    /** A number that nobody else of this run has. */
    int number() {
        return numbers.incrementAndGet();
    }

    /** Whether callers are to begin nothing new. */
    boolean over() {
        return over;
    }

    /** Whether callers are to leave even what they have begun. */
    boolean lost() {
        return lost;
    }

    /** Lets every caller have the answer it waits for, for some minutes at most. */
    void end(int seconds) throws InterruptedException {
        over = true;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        lost = true;
        for (Thread thread : threads) {
            thread.join(60_000);
        }
    }
}
