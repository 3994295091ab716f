package io.cardport.testkit.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an issuer cannot be tested for, each with the reason. Written in the adapter's subclass of the contract.
 *
 * @param all the exclusions
 */
public record Exclusions(List<Exclusion> all) {
    /** Nothing is excluded. */
    public static final Exclusions NONE = new Exclusions(List.of());

    /**
     * One exclusion.
     *
     * @param act which act; all where empty
     * @param scenario which scenario; all where empty
     * @param reason why, a sentence
     */
    public record Exclusion(Optional<Act> act, Optional<Scenario> scenario, String reason) {
        boolean covers(Act other, Scenario met) {
            return act.map(other::equals).orElse(true)
                    && scenario.map(met::equals).orElse(true);
        }
    }

    /** Copies the list. */
    public Exclusions {
        all = List.copyOf(all);
    }

    /**
     * Excludes one scenario of one act.
     *
     * @param act which act
     * @param scenario which scenario
     * @param reason why
     * @return new exclusions
     */
    public Exclusions except(Act act, Scenario scenario, String reason) {
        return with(new Exclusion(Optional.of(act), Optional.of(scenario), reason));
    }

    /**
     * Excludes an act.
     *
     * @param act which act
     * @param reason why
     * @return new exclusions
     */
    public Exclusions except(Act act, String reason) {
        return with(new Exclusion(Optional.of(act), Optional.empty(), reason));
    }

    /**
     * Excludes a scenario.
     *
     * @param scenario which scenario
     * @param reason why
     * @return new exclusions
     */
    public Exclusions except(Scenario scenario, String reason) {
        return with(new Exclusion(Optional.empty(), Optional.of(scenario), reason));
    }

    private Exclusions with(Exclusion one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return new Exclusions(more);
    }
}
