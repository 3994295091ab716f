package io.cardport.http;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Tokens of one process. Good for a library user and for a single node. */
public final class InMemoryTokenStore implements TokenStore {
    private final ConcurrentMap<TokenKey, Slot> slots = new ConcurrentHashMap<>();

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Token> token = Optional.empty();
    }

    /** An empty store. */
    public InMemoryTokenStore() {}

    @Override
    public TokenResult exclusively(TokenKey key, Decision decision) {
        Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
        slot.lock.lock();
        try {
            TokenResult result = decision.decide(slot.token);
            switch (result) {
                case TokenResult.Live live -> slot.token = Optional.of(live.token());
                case TokenResult.Unavailable unavailable -> {}
            }
            return result;
        } finally {
            slot.lock.unlock();
        }
    }
}
