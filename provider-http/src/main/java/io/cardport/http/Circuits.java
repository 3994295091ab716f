package io.cardport.http;

import java.util.Optional;

/**
 * Whether an issuer is worth asking now, told apart by the name of the call ({@link WireRequest#name}). Every exchange
 * passes here before anything else of it happens, so no adapter can go round it.
 */
@FunctionalInterface
public interface Circuits {
    /** The leave to make one call; exactly one of its methods is called, once. */
    interface Passage {
        /**
         * The call was made.
         *
         * @param ending what became of it
         */
        void ended(JournalEntry.Ending ending);

        /** The call was not made after all, and says nothing of the issuer. */
        void unused();
    }

    /**
     * Asks for leave; answers at once.
     *
     * @param call name of the call
     * @return the leave, empty while the circuit is open
     */
    Optional<Passage> passage(String call);

    /**
     * Circuits that never open.
     *
     * @return leave for every call
     */
    static Circuits none() {
        return call -> Optional.of(Unwatched.CALL);
    }

    /** A call that nobody draws conclusions from. */
    enum Unwatched implements Passage {
        /** The only one. */
        CALL;

        @Override
        public void ended(JournalEntry.Ending ending) {}

        @Override
        public void unused() {}
    }
}
