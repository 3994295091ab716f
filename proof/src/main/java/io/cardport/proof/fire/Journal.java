package io.cardport.proof.fire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntUnaryOperator;

/** What callers were told, in the order in which they learnt it. Safe for many threads. */
final class Journal {
    private static final int SHOWN = 5;

    private final List<Promise> promises = new ArrayList<>();
    private final List<Purchase> purchases = new ArrayList<>();
    private final List<String> wrongs = new ArrayList<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final LongAdder changed = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder crashes = new LongAdder();

    /**
     * A write and the answer that must never change.
     *
     * @param ask the write
     * @param answer its first final answer
     */
    record Promise(Door.Ask ask, Answer.Given answer) {}

    /**
     * Something bought with a card.
     *
     * @param issuer whose card
     * @param reference the issuer's id of the transaction
     */
    record Purchase(Issuer issuer, String reference) {}

    void keep(Promise promise) {
        synchronized (promises) {
            promises.add(promise);
        }
    }

    List<Promise> promises() {
        synchronized (promises) {
            return List.copyOf(promises);
        }
    }

    /** One of those kept so far, by a number below their count. */
    List<Promise> one(IntUnaryOperator choice) {
        synchronized (promises) {
            return promises.isEmpty() ? List.of() : List.of(promises.get(choice.applyAsInt(promises.size())));
        }
    }

    /** Another journal with these purchases, for a comparison that is not the last. */
    Journal withPurchases(List<Purchase> known) {
        synchronized (purchases) {
            purchases.addAll(known);
        }
        return this;
    }

    void bought(Purchase purchase) {
        synchronized (purchases) {
            purchases.add(purchase);
        }
    }

    List<Purchase> purchases() {
        synchronized (purchases) {
            return List.copyOf(purchases);
        }
    }

    /** Counts an answer by its status and code. */
    void answered(Answer answer) {
        String name = switch (answer) {
            case Answer.None() -> "no answer";
            case Answer.Given given when given.status() / 100 == 2 -> Integer.toString(given.status());
            case Answer.Given given -> given.status() + " " + given.code();
        };
        answers.computeIfAbsent(name, ignored -> new LongAdder()).increment();
    }

    Map<String, LongAdder> answers() {
        return answers;
    }

    void changed(Promise promise, Answer.Given now) {
        changed.increment();
        wrong("the answer to %s changed from %d %s to %d %s"
                .formatted(
                        promise.ask().path(),
                        promise.answer().status(),
                        promise.answer().body(),
                        now.status(),
                        now.body()));
    }

    long changed() {
        return changed.sum();
    }

    void unanswered(Door.Ask ask) {
        unanswered.increment();
        wrong("no final answer to " + ask.path() + " with " + ask.key());
    }

    long unanswered() {
        return unanswered.sum();
    }

    void crashed(Door.Ask ask, Answer.Given given) {
        crashes.increment();
        wrong(ask.path() + " answered " + given.status() + " " + given.body());
    }

    long crashes() {
        return crashes.sum();
    }

    /** Keeps the first few wrongs of each kind for people. */
    void wrong(String what) {
        synchronized (wrongs) {
            String kind = what.substring(0, Math.min(12, what.length()));
            if (wrongs.stream().filter(one -> one.startsWith(kind)).count() < SHOWN) {
                wrongs.add(what);
            }
        }
    }

    List<String> wrongs() {
        synchronized (wrongs) {
            return List.copyOf(wrongs);
        }
    }
}
