package io.cardport.domain.issuing;

import java.time.InstantSource;
import java.util.Optional;

/**
 * What an application lends to adapters.
 *
 * @param clock the time: database time in the gateway
 * @param lent further things by type, such as a store for tokens that several nodes share
 */
public record Surroundings(InstantSource clock, Lent lent) {
    /** Things that adapters may ask for; what is not lent, they replace by their own in-memory form. */
    public interface Lent {
        /** Nothing is lent. */
        Lent NOTHING = new Lent() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return Optional.empty();
            }
        };

        /**
         * Finds a thing.
         *
         * @param type what is wanted
         * @param <T> what is wanted
         * @return the thing, where it is lent
         */
        <T> Optional<T> find(Class<T> type);
    }
}
