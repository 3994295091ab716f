package io.cardport.proof.order;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderFacts;
import java.util.Optional;

/** Passes everything on to another provider, but for what is overridden. */
interface Passing extends IssuingProvider {
    /** The other provider. */
    IssuingProvider provider();

    @Override
    default ProviderFacts facts() {
        return provider().facts();
    }

    @Override
    default Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        return provider().onboard(command);
    }

    @Override
    default Outcome<IssuedCard> issue(IssueCommand command) {
        return provider().issue(command);
    }

    @Override
    default <C extends Capability> Optional<C> can(Class<C> capability) {
        return provider().can(capability);
    }
}
