package io.cardport.uqpay;

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
import io.cardport.domain.webhook.SignatureScheme;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** UQPAY Card Issuance API v1.6. Safe for use by many threads; keeps no state but the token. */
public final class UqpayProvider implements IssuingProvider, AutoCloseable {
    /** How long UQPAY remembers an idempotency key (section 1.4). */
    private static final Duration KEY_WINDOW = Duration.ofHours(24);

    private final UqpayClient client;
    private final UqpayHolders holders;
    private final UqpayCards cards;
    private final List<Capability> capabilities;

    UqpayProvider(
            UqpayClient client,
            UqpayReveal.Way reveal,
            UqpayTransactions transactions,
            SignatureScheme scheme,
            InstantSource clock) {
        this.client = client;
        this.holders = new UqpayHolders(client);
        var products = new UqpayProducts(client);
        this.cards = new UqpayCards(client, products);
        this.capabilities = List.of(
                products,
                holders,
                cards,
                new UqpayCardChanges(client, cards, clock),
                new UqpayMoney(client, transactions, clock),
                new UqpayAccountTransactions(client, transactions),
                new UqpayReveal(client, reveal, clock),
                new UqpayWebhooks(scheme, transactions));
    }

    @Override
    public ProviderFacts facts() {
        Map<OperationKind, OperationFacts> operations = new EnumMap<>(OperationKind.class);
        for (OperationKind kind : OperationKind.values()) {
            operations.put(kind, factsOf(kind));
        }
        return new ProviderFacts(UqpayModule.KIND, ProviderFacts.Approval.PERSON, operations, false);
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
        return UqpayCards.objectionTo(command);
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
            // E-mail addresses are unique and the list of holders is whole; cards carry our reference.
            case REGISTER_CARDHOLDER -> facts(Set.of(Lookup.BY_OPERATION), Absence.CERTAIN, Lane.NONE);
            case ISSUE_CARD -> facts(Set.of(Lookup.BY_OPERATION, Lookup.BY_ORDER), Absence.CERTAIN, Lane.NONE);
            case UPDATE_CARDHOLDER, SUBMIT_APPLICANT -> facts(Set.of(), Absence.NEVER, Lane.SUBJECT);
            case ACTIVATE_CARD -> facts(Set.of(Lookup.BY_CARD), Absence.NEVER, Lane.SUBJECT);
            case LOCK_CARD, UNLOCK_CARD, CLOSE_CARD ->
                facts(Set.of(Lookup.BY_ORDER, Lookup.BY_CARD), Absence.NEVER, Lane.SUBJECT);
            case TOP_UP, WITHDRAW -> facts(Set.of(Lookup.BY_ORDER), Absence.NEVER, Lane.NONE);
            case SET_PIN, SET_SPENDING_CONTROLS -> facts(Set.of(Lookup.BY_ORDER), Absence.NEVER, Lane.SUBJECT);
        };
    }

    private static OperationFacts facts(Set<Lookup> lookups, Absence absence, Lane lane) {
        return new OperationFacts(Optional.of(KEY_WINDOW), lookups, absence, lane);
    }
}
