package io.cardport.domain.issuing;

import java.util.Optional;

/**
 * One account at one issuer. What all issuers share is here; everything else is a {@link Capability}. Calls block and are
 * meant for virtual threads; implementations are safe for use by many threads, keep no state but tokens, and never throw
 * for anything an issuer or a network can do.
 */
public interface IssuingProvider {
    /**
     * What holds for this issuer.
     *
     * @return fixed facts
     */
    ProviderFacts facts();

    /**
     * Registers a holder, or submits an applicant where the issuer approves per product.
     *
     * @param command whom
     * @return what became of it
     */
    Outcome<OnboardedHolder> onboard(OnboardCommand command);

    /**
     * Makes a card.
     *
     * @param command what card for whom
     * @return what became of it
     */
    Outcome<IssuedCard> issue(IssueCommand command);

    /**
     * Why a card can't be asked for. Nothing is asked: whatever {@link #issue} and {@link CardAssignment#assign} refuse
     * without sending anything is said here.
     *
     * @param command what card for whom; it is to be assigned where it carries a number
     * @return empty where the issuer is to decide
     */
    default Optional<Objection> objectionTo(IssueCommand command) {
        return Optional.empty();
    }

    /**
     * Reaches an ability.
     *
     * @param capability the ability's interface
     * @param <C> the ability
     * @return the ability, or empty where this issuer does not offer it
     */
    <C extends Capability> Optional<C> can(Class<C> capability);
}
