package io.cardport.artha;

import io.cardport.artha.ArthaAnswers.Call;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardControlsSpec.Interval;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.SpendControls;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A card's limits (section 1.3, Limits). What a call does not name stays as it is and nothing lifts a limit: cards have limits
 * of the issuer's own, and those that we set before cannot be told from them. So a wish for no limit at all is refused.
 */
final class ArthaLimits implements SpendControls {
    private final ArthaClient client;

    ArthaLimits(ArthaClient client) {
        this.client = client;
    }

    @Override
    public Outcome<Applied> apply(OperationId operation, ProviderRef card, CardControlsSpec controls) {
        Optional<Objection> objection = objectionTo(controls);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        return ArthaAnswers.outcome(
                Call.CHANGE,
                client.setLimits(card, ArthaBodies.limits(controls)),
                root -> Optional.of(new Outcome.Done<>(Applied.APPLIED)));
    }

    /** Artha's name of a limit; a card's life has one too, which can only be read. */
    static Optional<String> nameOf(Interval interval) {
        return switch (interval) {
            case PER_TRANSACTION -> Optional.of("per_transaction");
            case DAY -> Optional.of("daily");
            case MONTH -> Optional.of("monthly");
            case YEAR -> Optional.of("yearly");
            case ATM_DAY -> Optional.of("atm_withdrawal");
            case LIFETIME -> Optional.empty();
        };
    }

    @Override
    public Optional<Objection> objectionTo(CardControlsSpec controls) {
        if (controls.spendingLimit().isPresent() || controls.merchantControls().isPresent()) {
            return Optional.of(
                    new Objection.NotOffered("Artha has limits per purchase, day, month and year, and no others"));
        }
        Set<Interval> seen = new HashSet<>();
        for (CardControlsSpec.SpendingControl control : controls.spendingControls()) {
            if (nameOf(control.interval()).isEmpty()) {
                return Optional.of(new Objection.NotOffered("a limit for a card's life can only be read"));
            }
            if (!seen.add(control.interval())) {
                return Optional.of(new Objection.Wrong("spendingControls", "has one limit an interval"));
            }
        }
        return ArthaBodies.limits(controls).isEmpty()
                ? Optional.of(new Objection.NotOffered("a limit can be changed but not lifted"))
                : Optional.empty();
    }
}
