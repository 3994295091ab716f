package io.cardport.netpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The NetPay adapter before the simulated NetPay, which decides only when it is told to. */
final class NetpayBench implements IssuerBench {
    private static final Currency USD = Currency.getInstance("USD");

    private final Simulators simulators;
    private final IssuerControl netpay;
    private final FaultProxy proxy;
    private final IssuingProvider provider;
    private final String product;

    private NetpayBench(boolean extensions) {
        try {
            simulators = Simulators.start(
                    Files.createTempDirectory("netpay-bench"),
                    0,
                    Settings.quick()
                            .with("netpay", "auto-approve", 0)
                            .with("netpay", "auto-activate", 0)
                            .with("netpay", "extensions", extensions ? 1 : 0));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        netpay = simulators.netpay();
        product = netpay.credentials().path("products").path(0).path("id").asText("111031");
        proxy = new FaultProxy(URI.create(netpay.url()));
        provider = build(proxy, netpay, product, extensions);
        calm();
    }

    static NetpayBench documented() {
        return new NetpayBench(false);
    }

    static NetpayBench extended() {
        return new NetpayBench(true);
    }

    private static IssuingProvider build(FaultProxy proxy, IssuerControl netpay, String product, boolean extensions) {
        var settings = new GivenSettings(
                "netpay-test",
                proxy.baseUrl(),
                Duration.ofSeconds(5),
                Map.of(
                        "api-key", netpay.credential("apiKey"),
                        "access-key", netpay.credential("accessKey"),
                        "extensions", Boolean.toString(extensions)),
                Map.of("products", List.of(Map.of("id", product, "currency", "USD", "name", "Virtual USD"))));
        return switch (new NetpayModule()
                .build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }

    IssuerControl netpay() {
        return netpay;
    }

    @Override
    public IssuingProvider provider() {
        return provider;
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public ProductAtProvider product() {
        return new ProductAtProvider(new ProviderRef(product), CardType.VIRTUAL, USD);
    }

    @Override
    public CardOptions options() {
        return new CardOptions(
                Optional.of(amount()),
                Optional.empty(),
                CardOptions.NONE.addresses(),
                CardControlsSpec.NONE,
                Optional.empty(),
                Optional.empty(),
                CardOptions.Metadata.EMPTY);
    }

    @Override
    public Money amount() {
        return new Money(2_000, USD);
    }

    @Override
    public void approve(ProviderRef holder) {
        control("/holders/" + holder.value() + "/approve");
    }

    void reject(ProviderRef holder) {
        control("/holders/" + holder.value() + "/reject");
    }

    @Override
    public void settle(ProviderRef card) {
        control("/cards/" + card.value() + "/activate");
    }

    @Override
    public void drain() {
        wallet("0");
    }

    @Override
    public void calm() {
        netpay.behave();
        wallet("1000000");
    }

    @Override
    public ProviderRef unknown() {
        return new ProviderRef("999999999");
    }

    @Override
    public Set<ProviderRef> cardsOf(ProviderRef holder) {
        var cards = new HashSet<ProviderRef>();
        for (JsonNode card : netpay.state().path("cards")) {
            if (card.path("holderId").asText().equals(holder.value())) {
                cards.add(new ProviderRef(card.path("uqpayCardId").asText()));
            }
        }
        return cards;
    }

    @Override
    public Subject prepare(Act act, Subject subject) {
        return subject;
    }

    @Override
    public Optional<String> idempotencyHeader() {
        return Optional.of("Idempotency-Key");
    }

    @Override
    public boolean belongsToAct(Traffic traffic) {
        return true;
    }

    @Override
    public WireFault.Answer authExpired() {
        return new WireFault.Answer(401, "{\"success\":false,\"message\":\"Invalid API credentials\"}");
    }

    @Override
    public WireFault.Answer rateLimited() {
        return new WireFault.Answer(429, "{\"success\":false,\"message\":\"Too many requests\"}");
    }

    @Override
    public List<String> secrets() {
        return List.of(netpay.credential("apiKey"), netpay.credential("accessKey"));
    }

    @Override
    public Path log() {
        return Path.of("target", "contract.log");
    }

    @Override
    public void close() {
        proxy.close();
        simulators.close();
    }

    private void control(String path) {
        netpay.call("POST", path, JsonNodeFactory.instance.objectNode());
    }

    private void wallet(String available) {
        netpay.call("POST", "/wallet", JsonNodeFactory.instance.objectNode().put("available", available));
    }
}
