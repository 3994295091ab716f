package io.cardport.@package@;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.ApplicantSeen.NextStep;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.http.JsonView;
import java.util.Map;
import java.util.Optional;

/** One account at @Name@. What it can do is the interfaces that it implements; its facts promise nothing yet. */
final class @Name@Provider implements IssuingProvider, ApplicantScreening, CardLookup {
    private static final ProviderFacts FACTS =
            new ProviderFacts(@Name@Module.KIND, ProviderFacts.Approval.PERSON, Map.of(), false);

    private final @Name@Client client;

    @Name@Provider(@Name@Client client) {
        this.client = client;
    }

    @Override
    public ProviderFacts facts() {
        return FACTS;
    }

    @Override
    public <C extends Capability> Optional<C> can(Class<C> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    @Override
    public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        return @Name@Answers.outcome(
                client.createHolder(command),
                body -> reference(body).map(holder -> new OnboardedHolder(holder, Map.of(), seen(body))));
    }

    @Override
    public Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product) {
        return @Name@Answers.look(client.holder(holder), body -> Optional.of(seen(body)));
    }

    @Override
    public Outcome<IssuedCard> issue(IssueCommand command) {
        return @Name@Answers.outcome(
                client.createCard(command), body -> card(body).map(card -> new IssuedCard(card, Map.of())));
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        return @Name@Answers.look(client.card(card), @Name@Provider::card);
    }

    private static Optional<CardSeen> card(JsonView body) {
        String word = body.word("status").orElse("");
        return reference(body)
                .map(card ->
                        new CardSeen(card, @Name@Lifecycle.card(word), word, CardFacts.NONE, Optional.empty()));
    }

    private static ApplicantSeen seen(JsonView body) {
        String word = body.word("status").orElse("");
        return new ApplicantSeen(
                @Name@Lifecycle.holder(word), word, Optional.empty(), NextStep.NONE, Optional.empty());
    }

    private static Optional<ProviderRef> reference(JsonView body) {
        return body.word("id").filter(id -> !id.isBlank() && id.length() <= 255).map(ProviderRef::new);
    }
}
