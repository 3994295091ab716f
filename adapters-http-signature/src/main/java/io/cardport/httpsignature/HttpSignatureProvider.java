package io.cardport.httpsignature;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.operation.OperationKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One programme at an issuer of OffBlocks' kind. Safe for use by many threads; keeps no state but token and key. */
final class HttpSignatureProvider implements IssuingProvider, ProductCatalogue, AutoCloseable {
    /** How long the issuer remembers an idempotency key (sheet 3.3). */
    private static final Duration KEY_WINDOW = Duration.ofHours(1);

    private final Parts parts;
    private final List<ProductSeen> products;
    private final List<Capability> capabilities;

    HttpSignatureProvider(Parts parts, List<ProductSeen> products) {
        this.parts = parts;
        this.products = List.copyOf(products);
        this.capabilities = List.of(this, parts.customers(), parts.cards(), parts.webhooks(), parts.setUp());
    }

    /** What the provider consists of. */
    record Parts(
            HttpSignatureClient client,
            HttpSignatureCustomers customers,
            HttpSignatureCards cards,
            HttpSignatureWebhooks webhooks,
            HttpSignatureSetUp setUp) {}

    @Override
    public ProviderFacts facts() {
        Map<OperationKind, OperationFacts> operations = new EnumMap<>(OperationKind.class);
        for (OperationKind kind : OperationKind.values()) {
            operations.put(kind, factsOf(kind));
        }
        return new ProviderFacts(HttpSignatureModule.KIND, ProviderFacts.Approval.PERSON, operations, false);
    }

    private static OperationFacts factsOf(OperationKind kind) {
        return switch (kind) {
            // Our id of the cardholder is the customer's external id, and the list of customers is whole.
            case REGISTER_CARDHOLDER -> facts(Set.of(Lookup.BY_LIST), Absence.CERTAIN, Lane.NONE);
            // An account has one card of a type: a natural key.
            case ISSUE_CARD -> facts(Set.of(Lookup.BY_OPERATION), Absence.CERTAIN, Lane.HOLDER_AND_PRODUCT);
            case LOCK_CARD, UNLOCK_CARD, CLOSE_CARD -> facts(Set.of(Lookup.BY_CARD), Absence.NEVER, Lane.SUBJECT);
            case UPDATE_CARDHOLDER, SUBMIT_APPLICANT, ACTIVATE_CARD, TOP_UP, WITHDRAW, SET_PIN, SET_SPENDING_CONTROLS ->
                facts(Set.of(), Absence.NEVER, Lane.SUBJECT);
        };
    }

    private static OperationFacts facts(Set<Lookup> lookups, Absence absence, Lane lane) {
        return new OperationFacts(Optional.of(KEY_WINDOW), lookups, absence, lane);
    }

    @Override
    public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        return parts.customers().onboard(command);
    }

    @Override
    public Outcome<IssuedCard> issue(IssueCommand command) {
        return parts.cards().issue(command);
    }

    /** As configured: the issuer has no list of products, so nothing is asked. */
    @Override
    public Look<List<ProductSeen>> products() {
        return new Look.Found<>(products);
    }

    @Override
    public Optional<Objection> objectionTo(IssueCommand command) {
        return HttpSignatureCards.objectionTo(command);
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
        parts.client().close();
    }
}
