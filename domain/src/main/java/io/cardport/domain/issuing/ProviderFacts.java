package io.cardport.domain.issuing;

import io.cardport.domain.operation.OperationKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for an issuer and steers how its operations are settled.
 *
 * @param kind the name that configuration uses, such as {@code acme}
 * @param approval whether the issuer approves the person or the person for a product
 * @param operations what holds per operation; an operation that is not named has {@link OperationFacts#BLIND}
 * @param revealActivates whether a card without a read is known to be active by its first successful reveal
 */
public record ProviderFacts(
        String kind, Approval approval, Map<OperationKind, OperationFacts> operations, boolean revealActivates) {
    /** Copies the map. */
    public ProviderFacts {
        operations = Map.copyOf(operations);
    }

    /**
     * What holds for one operation.
     *
     * @param operation the operation
     * @return its facts
     */
    public OperationFacts of(OperationKind operation) {
        return operations.getOrDefault(operation, OperationFacts.BLIND);
    }

    /** What the issuer approves. */
    public enum Approval {
        /** The person, for every product. */
        PERSON,
        /** The person for one product; the person is registered at once, without an approval. */
        PER_PRODUCT,
        /** The person for one product; the person is registered anew for each, with the applicant. */
        REGISTERED_PER_PRODUCT;

        /**
         * Whether each product has an approval of its own.
         *
         * @return false where one approval holds for all products
         */
        public boolean perProduct() {
            return switch (this) {
                case PERSON -> false;
                case PER_PRODUCT, REGISTERED_PER_PRODUCT -> true;
            };
        }
    }

    /**
     * What holds for one operation.
     *
     * @param keyWindow how long the issuer remembers the operation's idempotency key; empty where it has none. Sending
     *     again with the same key is safe inside half of it, counted from the first attempt
     * @param lookups how an operation can be looked up
     * @param absence whether "there is none" can be believed after the quiet period and a whole list
     * @param lane what excludes a second operation while one is open
     */
    public record OperationFacts(Optional<Duration> keyWindow, Set<Lookup> lookups, Absence absence, Lane lane) {
        /** No key, no look-up, absence never certain: a lost answer ends in review. */
        public static final OperationFacts BLIND =
                new OperationFacts(Optional.empty(), Set.of(), Absence.NEVER, Lane.SUBJECT);

        /** Copies the set. */
        public OperationFacts {
            lookups = Set.copyOf(lookups);
        }
    }

    /** How an operation can be looked up. */
    public enum Lookup {
        /** By a reference of ours that the issuer keeps. */
        BY_OPERATION,
        /** By the issuer's order. */
        BY_ORDER,
        /** By reading the card. */
        BY_CARD,
        /** By comparing lists before and after. */
        BY_LIST
    }

    /** Whether absence can be believed. */
    public enum Absence {
        /** After the quiet period and a whole list, absent means never done. */
        CERTAIN,
        /** Absent proves nothing. */
        NEVER
    }

    /** What excludes a second operation while one is open. */
    public enum Lane {
        /** Nothing: references tell operations apart. */
        NONE,
        /** An open operation of the same kind on the same subject. */
        SUBJECT,
        /** An open issue for the same holder and product. */
        HOLDER_AND_PRODUCT
    }
}
