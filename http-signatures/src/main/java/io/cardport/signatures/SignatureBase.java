package io.cardport.signatures;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds signature bases (RFC 9421 section 2.5). */
final class SignatureBase {
    private static final int USUAL_LENGTH = 1024;
    /** Up to here comparing each with each is cheaper than hashing. */
    private static final int FEW = 12;

    private final ComponentValues values;

    SignatureBase(Map<String, StructuredType> types) {
        this.values = new ComponentValues(types);
    }

    /** A base, or why there is none. */
    sealed interface Building {
        /** ISO 8859-1 and ASCII alike. */
        record Built(String text) implements Building {}

        record Failed(Failure failure) implements Building {}
    }

    /** Builds the base, with each component identified as the list writes it. */
    Building build(SignedMessage message, List<Component> components, List<String> identifiers, String parameters) {
        if (hasDuplicates(components)) {
            return new Building.Failed(Failure.COMPONENT_DUPLICATE);
        }
        StringBuilder base = new StringBuilder(USUAL_LENGTH);
        for (int at = 0; at < components.size(); at++) {
            base.append(identifiers.get(at)).append(": ");
            Optional<Failure> failure = values.append(base, message, components.get(at));
            if (failure.isPresent()) {
                return new Building.Failed(failure.get());
            }
            base.append('\n');
        }
        return new Building.Built(
                base.append("\"@signature-params\": ").append(parameters).toString());
    }

    private static boolean hasDuplicates(List<Component> components) {
        if (components.size() > FEW) {
            Set<Component> seen = new HashSet<>(components);
            return seen.size() < components.size();
        }
        for (int one = 1; one < components.size(); one++) {
            for (int other = 0; other < one; other++) {
                if (components.get(one).equals(components.get(other))) {
                    return true;
                }
            }
        }
        return false;
    }
}
