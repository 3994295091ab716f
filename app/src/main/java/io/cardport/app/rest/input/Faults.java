package io.cardport.app.rest.input;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is wrong with one request. */
public final class Faults {
    /** Enough to mend a request by; more would only be a burden. */
    private static final int SHOWN = 100;

    private final List<Problem.Violation> found = new ArrayList<>();
    private ProblemCode code = ProblemCode.INVALID_FIELD;

    /**
     * A field or parameter that nobody knows.
     *
     * @param pointer where
     */
    public void unknown(String pointer) {
        code = ProblemCode.UNKNOWN_FIELD;
        invalid(pointer, "is unknown");
    }

    /**
     * A field or parameter that breaks a rule.
     *
     * @param pointer where
     * @param rule what it must be, without its value
     */
    public void invalid(String pointer, String rule) {
        if (found.size() < SHOWN) {
            found.add(new Problem.Violation(pointer, rule));
        }
    }

    /**
     * Whether a place is among what is wrong.
     *
     * @param pointer where
     * @return true where a fault names it
     */
    boolean at(String pointer) {
        return found.stream().anyMatch(fault -> fault.pointer().equals(pointer));
    }

    /**
     * Ends the reading.
     *
     * @throws io.cardport.app.rest.ProblemException naming all that is wrong, if anything is
     */
    public void check() {
        if (!found.isEmpty()) {
            throw new Problem(code, code.next(), found, Optional.empty(), Map.of(), Optional.empty()).exception();
        }
    }
}
