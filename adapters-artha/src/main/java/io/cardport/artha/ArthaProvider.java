package io.cardport.artha;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.operation.OperationKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Artha's Card API. Safe for use by many threads; keeps no state. */
public final class ArthaProvider implements IssuingProvider, AutoCloseable {
    private static final ProviderFacts FACTS = facts(OperationKind.values());

    private final ArthaClient client;
    private final ArthaHolders holders;
    private final ArthaCards cards;
    private final List<Capability> capabilities;

    ArthaProvider(
            ArthaClient client,
            ArthaHolders holders,
            ArthaProducts products,
            ArthaMoney money,
            ArthaWebhooks webhooks) {
        this.client = client;
        this.holders = holders;
        this.cards = new ArthaCards(client, holders);
        this.capabilities = List.of(holders, cards, money, products, new ArthaLimits(client), webhooks);
    }

    @Override
    public ProviderFacts facts() {
        return FACTS;
    }

    @Override
    public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        return holders.onboard(command);
    }

    @Override
    public Outcome<IssuedCard> issue(IssueCommand command) {
        return cards.issue(command);
    }

    @Override
    public Optional<Objection> objectionTo(IssueCommand command) {
        return ArthaCards.objectionTo(command);
    }

    @Override
    public <C extends Capability> Optional<C> can(Class<C> capability) {
        return capabilities.stream()
                .filter(capability::isInstance)
                .map(capability::cast)
                .findFirst();
    }

    /** Ends the connections; calls after it are not sent. */
    @Override
    public void close() {
        client.close();
    }

    private static ProviderFacts facts(OperationKind... kinds) {
        Map<OperationKind, OperationFacts> operations = new EnumMap<>(OperationKind.class);
        for (OperationKind kind : kinds) {
            operations.put(kind, factsOf(kind));
        }
        return new ProviderFacts(ArthaModule.KIND, ProviderFacts.Approval.PER_PRODUCT, operations, false);
    }

    /** Artha keeps no idempotency keys; of what we send it keeps only a customer's external reference (section 1.4). */
    private static OperationFacts factsOf(OperationKind kind) {
        return switch (kind) {
            case REGISTER_CARDHOLDER -> facts(Set.of(Lookup.BY_OPERATION, Lookup.BY_LIST), Absence.CERTAIN, Lane.NONE);
            case ISSUE_CARD -> facts(Set.of(Lookup.BY_LIST), Absence.NEVER, Lane.HOLDER_AND_PRODUCT);
            case TOP_UP -> facts(Set.of(Lookup.BY_ORDER, Lookup.BY_LIST), Absence.NEVER, Lane.SUBJECT);
            case ACTIVATE_CARD, LOCK_CARD, UNLOCK_CARD, CLOSE_CARD ->
                facts(Set.of(Lookup.BY_CARD), Absence.NEVER, Lane.SUBJECT);
            case UPDATE_CARDHOLDER, SUBMIT_APPLICANT, WITHDRAW, SET_PIN, SET_SPENDING_CONTROLS -> OperationFacts.BLIND;
        };
    }

    private static OperationFacts facts(Set<Lookup> lookups, Absence absence, Lane lane) {
        return new OperationFacts(Optional.empty(), lookups, absence, lane);
    }
}
