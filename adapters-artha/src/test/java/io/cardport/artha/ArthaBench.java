package io.cardport.artha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.money.Money;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The simulated Artha, which approves, makes and settles only when it is told to. */
final class ArthaBench implements IssuerBench {
    static final Currency USD = Currency.getInstance("USD");

    private final Simulators simulators;
    private final IssuerControl issuer;
    private final FaultProxy proxy;
    private final ArthaProvider provider;
    private final List<ProductSeen> products;

    private ArthaBench(Settings settings, Map<String, String> texts) {
        try {
            simulators = Simulators.start(Files.createTempDirectory("artha-bench"), 0, settings);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        issuer = simulators.artha();
        proxy = new FaultProxy(URI.create(issuer.url()));
        provider = provider(texts);
        Look<List<ProductSeen>> look =
                provider.can(ProductCatalogue.class).orElseThrow().products();
        products = ((Look.Found<List<ProductSeen>>) look).value();
    }

    /** Answers as the newest pages have them. */
    static ArthaBench newest() {
        return new ArthaBench(settings(), Map.of());
    }

    /** Answers as another generation of pages has them, and settings to go with it. */
    static ArthaBench spelt(Map<String, Integer> simulated, Map<String, String> texts) {
        Settings settings = settings();
        for (Map.Entry<String, Integer> one : simulated.entrySet()) {
            settings = settings.with("artha", one.getKey(), one.getValue());
        }
        return new ArthaBench(settings, texts);
    }

    private static Settings settings() {
        return Settings.quick()
                .with("artha", "auto-approve", 0)
                .with("artha", "auto-activate", 0)
                .with("artha", "auto-settle", 0);
    }

    ArthaProvider provider(Map<String, String> further) {
        Map<String, String> texts = new HashMap<>(Map.of(
                "api-key", issuer.credential("apiKey"),
                "api-secret", issuer.credential("apiSecret")));
        texts.putAll(further);
        var settings = new GivenSettings("artha-test", proxy.baseUrl(), Duration.ofSeconds(5), texts, Map.of());
        Built built =
                new ArthaModule().build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING));
        return switch (built) {
            case Built.Ready(ArthaProvider ready) -> ready;
            case Built.Ready other -> throw new AssertionError(other);
            case Built.Misconfigured wrong -> throw new AssertionError(wrong);
        };
    }

    IssuerControl issuer() {
        return issuer;
    }

    @Override
    public ArthaProvider provider() {
        return provider;
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public ProductAtProvider product() {
        return product("Simple virtual");
    }

    ProductAtProvider product(String name) {
        return products.stream()
                .filter(product -> product.name().equals(name))
                .findFirst()
                .map(product -> new ProductAtProvider(
                        product.reference(),
                        product.cardTypes().stream().findFirst().orElse(CardType.VIRTUAL),
                        product.currencies().getFirst()))
                .orElseThrow();
    }

    List<ProductSeen> products() {
        return products;
    }

    @Override
    public CardOptions options() {
        return CardOptions.NONE;
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
        issuer.call("POST", "/cards/" + card + "/activate", object());
        items("orders")
                .filter(order -> order.path("cardId").asText().equals(card.value()))
                .map(order -> order.path("transactionId").asText())
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
        return new ProviderRef("7b1c9a52-6f0e-4a7e-9d4b-0a8b7c6d5e4f");
    }

    @Override
    public Set<ProviderRef> cardsOf(ProviderRef holder) {
        return items("cards")
                .filter(card -> card.path("customerId").asText().equals(holder.value()))
                .map(card -> new ProviderRef(card.path("cardId").asText()))
                .collect(Collectors.toSet());
    }

    @Override
    public Subject prepare(Act act, Subject subject) {
        return subject;
    }

    @Override
    public Optional<String> idempotencyHeader() {
        return Optional.empty();
    }

    @Override
    public boolean belongsToAct(Traffic traffic) {
        return true;
    }

    @Override
    public WireFault.Answer authExpired() {
        return new WireFault.Answer(401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"unauthorized\"}}");
    }

    @Override
    public WireFault.Answer rateLimited() {
        return new WireFault.Answer(429, "{\"error\":{\"code\":\"too_many_requests\",\"message\":\"slow down\"}}");
    }

    @Override
    public List<String> secrets() {
        return List.of(issuer.credential("apiKey"), issuer.credential("apiSecret"));
    }

    @Override
    public Path log() {
        return Path.of("target", "contract.log");
    }

    @Override
    public void close() {
        provider.close();
        proxy.close();
        simulators.close();
    }

    Stream<JsonNode> items(String list) {
        return StreamSupport.stream(issuer.state().path(list).spliterator(), false);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
