package io.cardport.simulators.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The faults that wait for their requests. Safe for threads; forgotten at a restart. */
public final class Misbehaviours {

    /**
     * A fault for the next requests of a kind.
     *
     * @param fault what goes wrong
     * @param method HTTP method, or * for all
     * @param path matches the whole path below the issuer's prefix
     * @param times for how many requests; negative for ever
     * @param number milliseconds of a delay, seconds of a Retry-After
     */
    public record Rule(Fault fault, String method, Pattern path, int times, long number) {

        private boolean matches(Request request) {
            return times != 0
                    && (method.equals("*") || method.equals(request.method()))
                    && path.matcher(request.path()).matches();
        }

        private Rule used() {
            return new Rule(fault, method, path, times < 0 ? times : times - 1, number);
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    /**
     * Adds a fault; of several that match the oldest comes first.
     *
     * @param rule the fault
     */
    public synchronized void add(Rule rule) {
        rules.add(rule);
    }

    /** Forgets all faults. */
    public synchronized void clear() {
        rules.clear();
    }

    /**
     * Lists the faults.
     *
     * @return those that wait
     */
    public synchronized List<Rule> waiting() {
        return List.copyOf(rules);
    }

    synchronized Optional<Rule> take(Request request) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.matches(request)) {
                rules.set(i, rule.used());
                rules.removeIf(r -> r.times() == 0);
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
