package io.cardport.uqpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.money.Money;
import io.cardport.domain.product.FundingTerms.FundingModel;
import io.cardport.domain.secret.Secret;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.testkit.issuing.Act;
import io.cardport.testkit.issuing.GivenSettings;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.Subject;
import io.cardport.testkit.wire.FaultProxy;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The simulated UQPAY, which approves and settles only when it is told to. */
final class UqpayBench implements IssuerBench {
    static final Currency USD = Currency.getInstance("USD");
    private static final String NO_SUCH_ID = "7b1c9a52-6f0e-4a7e-9d4b-0a8b7c6d5e4f";

    private final Simulators simulators;
    private final IssuerControl issuer;
    private final FaultProxy proxy;
    private final UqpayProvider provider;
    private final List<ProductSeen> products;
    private int freed;
    private Optional<Subject> moved = Optional.empty();

    UqpayBench() {
        try {
            simulators = Simulators.start(
                    Files.createTempDirectory("uqpay-bench"),
                    0,
                    Settings.quick()
                            .with("uqpay", "auto-approve", 0)
                            .with("uqpay", "review-simplified", 1)
                            .with("uqpay", "auto-settle", 0));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        issuer = simulators.uqpay();
        proxy = new FaultProxy(URI.create(issuer.url()));
        provider = provider(Map.of("reveal", "secure"), Surroundings.Lent.NOTHING);
        Look<List<ProductSeen>> look =
                provider.can(ProductCatalogue.class).orElseThrow().products();
        products = ((Look.Found<List<ProductSeen>>) look).value();
    }

    UqpayProvider provider(Map<String, String> further, Surroundings.Lent lent) {
        Map<String, String> texts = new HashMap<>(Map.of(
                "client-id", issuer.credential("clientId"),
                "api-key", issuer.credential("apiKey"),
                "webhook-secret", issuer.credential("webhookSecret")));
        texts.putAll(further);
        var settings = new GivenSettings("uqpay-test", proxy.baseUrl(), Duration.ofSeconds(5), texts, Map.of());
        Built built = new UqpayModule().build(settings, new Surroundings(InstantSource.system(), lent));
        return switch (built) {
            case Built.Ready(UqpayProvider ready) -> ready;
            case Built.Ready other -> throw new AssertionError(other);
            case Built.Misconfigured wrong -> throw new AssertionError(wrong);
        };
    }

    IssuerControl issuer() {
        return issuer;
    }

    @Override
    public UqpayProvider provider() {
        return provider;
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public ProductAtProvider product() {
        return product(FundingModel.PREPAID, CardType.VIRTUAL);
    }

    ProductAtProvider product(FundingModel model, CardType type) {
        return products.stream()
                .filter(product -> product.funding().model() == model
                        && product.currencies().contains(USD)
                        && product.cardTypes().contains(type)
                        && product.rules().requiredFields().isEmpty())
                .findFirst()
                .map(product -> new ProductAtProvider(product.reference(), type, USD))
                .orElseThrow();
    }

    @Override
    public CardOptions options() {
        return new CardOptions(
                Optional.of(new Money(2_000, USD)),
                Optional.empty(),
                CardOptions.NONE.addresses(),
                CardControlsSpec.NONE,
                Optional.empty(),
                Optional.empty(),
                new CardOptions.Metadata("{\"team\":\"red\"}"));
    }

    @Override
    public Money amount() {
        return new Money(525, USD);
    }

    @Override
    public void approve(ProviderRef holder) {
        issuer.call("POST", "/holders/" + holder + "/approve", object());
    }

    @Override
    public void settle(ProviderRef card) {
        items("orders")
                .filter(order -> order.path("card_id").asText().equals(card.value()))
                .map(order -> order.path("card_order_id").asText())
                .forEach(order -> issuer.call("POST", "/orders/" + order + "/settle", object()));
    }

    @Override
    public void drain() {
        balance("0.00");
    }

    @Override
    public void calm() {
        issuer.behave();
        balance("10000000.00");
    }

    private void balance(String available) {
        issuer.call("POST", "/balances", object().put("currency", "USD").put("available", available));
    }

    @Override
    public ProviderRef unknown() {
        return new ProviderRef(NO_SUCH_ID);
    }

    @Override
    public Set<ProviderRef> cardsOf(ProviderRef holder) {
        return items("cards")
                .filter(card -> card.path("cardholder_id").asText().equals(holder.value()))
                .map(card -> new ProviderRef(card.path("card_id").asText()))
                .collect(Collectors.toSet());
    }

    @Override
    public Subject prepare(Act act, Subject subject) {
        if (act == Act.UPDATE_HOLDER) {
            freeTheNumber();
            moved = Optional.of(subject);
        }
        if (act != Act.ASSIGN) {
            return subject;
        }
        IssueCommand virtual = subject.issuing();
        String number = issuer.state().path("physicalCardNumbers").path(0).asText();
        var physical = new IssueCommand(
                virtual.operation(),
                virtual.card(),
                virtual.holder(),
                product(FundingModel.SHARED, CardType.PHYSICAL),
                CardOptions.NONE,
                Optional.of(Secret.of(number)));
        return new Subject(subject.onboarding(), subject.holder(), physical, subject.card(), subject.order());
    }

    /** The contract gives every holder the same new number, and numbers are unique at UQPAY. */
    private void freeTheNumber() {
        moved.ifPresent(last -> {
            CardholderProfile old = last.onboarding().profile();
            var contact = new CardholderProfile.Contact(
                    old.contact().email(), old.contact().country(), "65", String.valueOf(70_000_000 + ++freed));
            var elsewhere = new CardholderProfile(
                    old.type(), old.name(), contact, old.person(), old.address(), old.identity(), old.details());
            var operation = new OperationId("op_" + String.format("%026d", freed));
            Outcome<?> outcome = provider.can(HolderUpdate.class)
                    .orElseThrow()
                    .update(new HolderUpdate.UpdateHolder(operation, last.holder(), old, elsewhere, Documents.NONE));
            if (!(outcome instanceof Outcome.Done<?>)) {
                throw new AssertionError(outcome);
            }
        });
    }

    @Override
    public Optional<String> idempotencyHeader() {
        return Optional.of("x-idempotency-key");
    }

    @Override
    public boolean belongsToAct(Traffic traffic) {
        return !traffic.target().endsWith("/v1/connect/token");
    }

    @Override
    public WireFault.Answer authExpired() {
        return new WireFault.Answer(401, "{\"error\":\"token has expired\"}");
    }

    @Override
    public WireFault.Answer rateLimited() {
        return new WireFault.Answer(429, "{\"code\":\"too_many_requests\",\"message\":\"slow down\"}");
    }

    @Override
    public List<String> secrets() {
        return List.of(issuer.credential("apiKey"), issuer.credential("webhookSecret"));
    }

    @Override
    public Path log() {
        return Path.of("target", "everything.log");
    }

    @Override
    public void close() {
        provider.close();
        proxy.close();
        simulators.close();
    }

    private java.util.stream.Stream<JsonNode> items(String list) {
        return StreamSupport.stream(issuer.state().path(list).spliterator(), false);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
