package io.cardport.@package@;

import com.sun.net.httpserver.HttpServer;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.money.Money;
import io.cardport.testkit.issuing.Act;
import io.cardport.testkit.issuing.GivenSettings;
import io.cardport.testkit.issuing.IssuerBench;
import io.cardport.testkit.issuing.Subject;
import io.cardport.testkit.wire.FaultProxy;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The adapter before an issuer that answers 501 to everything. Put a simulated issuer here, written from the issuer's
 * documentation by somebody who does not read the adapter: see simulators/README.md.
 */
final class @Name@Bench implements IssuerBench {
    private static final Currency USD = Currency.getInstance("USD");

    private final HttpServer issuer;
    private final FaultProxy proxy;
    private final IssuingProvider provider;

    @Name@Bench() {
        try {
            issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        issuer.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(501, -1);
            exchange.close();
        });
        issuer.start();
        proxy = new FaultProxy(
                URI.create("http://127.0.0.1:" + issuer.getAddress().getPort()));
        var settings = new GivenSettings(
                "@kind@-test", proxy.baseUrl(), Duration.ofSeconds(5), Map.of("api-key", "sesame-open"), Map.of());
        provider = switch (new @Name@Module()
                .build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(IssuingProvider ready) -> ready;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
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
        return new ProductAtProvider(new ProviderRef("product-1"), CardType.VIRTUAL, USD);
    }

    @Override
    public CardOptions options() {
        return CardOptions.NONE;
    }

    @Override
    public Money amount() {
        return new Money(2_000, USD);
    }

    @Override
    public void approve(ProviderRef holder) {
        // Tell the simulated issuer to approve the holder, and return when it has.
    }

    @Override
    public void settle(ProviderRef card) {
        // Tell the simulated issuer to finish what it does with the card.
    }

    @Override
    public void drain() {
        // Tell the simulated issuer that our float is empty.
    }

    @Override
    public void calm() {
        // Tell the simulated issuer to behave again.
    }

    @Override
    public ProviderRef unknown() {
        return new ProviderRef("nobody");
    }

    @Override
    public Set<ProviderRef> cardsOf(ProviderRef holder) {
        return Set.of();
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
        return new WireFault.Answer(401, "{}");
    }

    @Override
    public WireFault.Answer rateLimited() {
        return new WireFault.Answer(429, "{}");
    }

    @Override
    public List<String> secrets() {
        return List.of("sesame-open");
    }

    @Override
    public Path log() {
        return Path.of("target", "contract.log");
    }

    @Override
    public void close() {
        proxy.close();
        issuer.stop(0);
    }
}
