package io.cardport.bananatech;

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
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One merchant account at BananaTech. Safe for use by many threads; keeps no state. No command has an idempotency key, so
 * none is ever sent twice, and "there is none" is never certain.
 */
public final class BananatechProvider implements IssuingProvider, AutoCloseable {
    private final BananatechClient client;
    private final BananatechHolders holders;
    private final BananatechCards cards;
    private final List<Capability> capabilities;

    BananatechProvider(
            BananatechClient client, BananatechCipher cipher, BananatechHolders.DateUnit dates, Currency currency) {
        this.client = client;
        this.holders = new BananatechHolders(client, dates);
        this.cards = new BananatechCards(client);
        this.capabilities = List.of(
                new BananatechProducts(client, currency),
                holders,
                cards,
                new BananatechMoney(client, currency),
                new BananatechRecords(client),
                new BananatechWebhooks(cipher, currency));
    }

    @Override
    public ProviderFacts facts() {
        Map<OperationKind, OperationFacts> operations = new EnumMap<>(OperationKind.class);
        for (OperationKind kind : OperationKind.values()) {
            operations.put(kind, factsOf(kind));
        }
        return new ProviderFacts(
                BananatechModule.KIND, ProviderFacts.Approval.REGISTERED_PER_PRODUCT, operations, false);
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
        return BananatechCards.objectionTo(command);
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

    private static OperationFacts factsOf(OperationKind kind) {
        return switch (kind) {
            // The list of users has the e-mail address that was sent.
            case REGISTER_CARDHOLDER, SUBMIT_APPLICANT -> facts(Set.of(Lookup.BY_OPERATION), Lane.SUBJECT);
            // There is no list of cards: what became of a lost application only a webhook or its record tells.
            case ISSUE_CARD -> facts(Set.of(), Lane.HOLDER_AND_PRODUCT);
            case TOP_UP -> facts(Set.of(Lookup.BY_LIST), Lane.SUBJECT);
            case ACTIVATE_CARD, LOCK_CARD, UNLOCK_CARD, CLOSE_CARD -> facts(Set.of(Lookup.BY_CARD), Lane.SUBJECT);
            case UPDATE_CARDHOLDER, WITHDRAW, SET_PIN, SET_SPENDING_CONTROLS -> OperationFacts.BLIND;
        };
    }

    private static OperationFacts facts(Set<Lookup> lookups, Lane lane) {
        return new OperationFacts(Optional.empty(), lookups, Absence.NEVER, lane);
    }
}
