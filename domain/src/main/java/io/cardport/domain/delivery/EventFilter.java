package io.cardport.domain.delivery;

import io.cardport.domain.event.EventType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which events an endpoint gets. */
public sealed interface EventFilter {
    /** What stands for all types. */
    String ALL = "*";

    /**
     * All of them, also of types that come later, but of secret ones only those that are named.
     *
     * @param besides secret types
     */
    record Every(Set<EventType> besides) implements EventFilter {
        /** Copies the set. */
        public Every {
            besides = Set.copyOf(besides);
        }

        /** All that are not secret. */
        public Every() {
            this(Set.of());
        }
    }

    /**
     * Those of some types.
     *
     * @param types at least one
     */
    record Only(Set<EventType> types) implements EventFilter {
        /** Copies the set. */
        public Only {
            types = Set.copyOf(types);
        }
    }

    /**
     * Whether an event passes.
     *
     * @param type its type
     * @return true where the endpoint is to get it
     */
    default boolean passes(EventType type) {
        return switch (this) {
            case Every(Set<EventType> besides) -> !type.isSecret() || besides.contains(type);
            case Only(Set<EventType> types) -> types.contains(type);
        };
    }

    /**
     * How the API writes it.
     *
     * @return {@value #ALL} and the secret types beside it, or the types in their fixed order
     */
    default List<String> texts() {
        return switch (this) {
            case Every(Set<EventType> besides) ->
                Stream.concat(Stream.of(ALL), besides.stream().sorted().map(EventType::text))
                        .toList();
            case Only(Set<EventType> types) ->
                EnumSet.copyOf(types).stream().map(EventType::text).toList();
        };
    }

    /**
     * Reads what {@link #texts} wrote or a caller gave.
     *
     * @param texts types, or {@value #ALL} among them
     * @return the filter, empty where the list is empty or one of them is no type
     */
    static Optional<EventFilter> parse(List<String> texts) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String text : texts) {
            Optional<EventType> type = EventType.parse(text);
            if (type.isEmpty() && !text.equals(ALL)) {
                return Optional.empty();
            }
            type.ifPresent(types::add);
        }
        if (texts.contains(ALL)) {
            types.removeIf(type -> !type.isSecret());
            return Optional.of(new Every(types));
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(new Only(types));
    }
}
