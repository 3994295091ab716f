package io.cardport.httpsignature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.testkit.issuing.Act;
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
import java.time.InstantSource;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The adapter before the simulated OffBlocks, which decides only when it is told to. */
final class HttpSignatureBench implements IssuerBench {
    private static final Currency USD = Currency.getInstance("USD");
    private static final String PRODUCT = "virtual-usd";

    private final Simulators simulators;
    private final IssuerControl offblocks;
    private final FaultProxy proxy;
    private final IssuingProvider provider;

    HttpSignatureBench() {
        this(Map.of());
    }

    /** With settings of the account beside the required ones. */
    HttpSignatureBench(Map<String, String> more) {
        try {
            simulators = Simulators.start(
                    Files.createTempDirectory("http-signature-bench"),
                    0,
                    Settings.quick().with("offblocks", "auto-issue", 0).with("offblocks", "auto-approve", 0));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        offblocks = simulators.offblocks();
        proxy = new FaultProxy(URI.create(offblocks.url()));
        Map<String, String> texts = new HashMap<>(Map.of(
                "api-key", offblocks.credential("apiKey"),
                "api-secret", offblocks.credential("apiSecret"),
                "key-id", offblocks.credential("keyId"),
                "private-key", offblocks.credential("privateKeyPem"),
                "webhook-key-url", "/webhooks/key"));
        texts.putAll(more);
        provider = Given.ready(
                proxy.baseUrl(), texts, List.of(Map.of("id", PRODUCT, "currency", "USD")), InstantSource.system());
    }

    IssuerControl offblocks() {
        return offblocks;
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
        return new ProductAtProvider(new ProviderRef(PRODUCT), CardType.VIRTUAL, USD);
    }

    @Override
    public CardOptions options() {
        return CardOptions.NONE;
    }

    @Override
    public Map<String, String> details(long number) {
        return Map.of("walletAddress", "eip155:8453:0x%040x".formatted(number));
    }

    @Override
    public Money amount() {
        return new Money(2_000, USD);
    }

    @Override
    public void approve(ProviderRef holder) {
        control("/customers/" + holder.value() + "/approve");
    }

    @Override
    public void settle(ProviderRef card) {
        for (JsonNode one : offblocks.state().path("cards")) {
            if (one.path("id").asText().equals(card.value())
                    && one.path("status").asText().equals("issuing")) {
                control("/cards/" + card.value() + "/issue");
            }
        }
    }

    @Override
    public void drain() {
        // Nothing to drain: the money stays on the chain.
    }

    @Override
    public void calm() {
        offblocks.behave();
    }

    @Override
    public ProviderRef unknown() {
        return new ProviderRef("00000000-0000-4000-8000-000000000000");
    }

    @Override
    public Set<ProviderRef> cardsOf(ProviderRef holder) {
        var cards = new HashSet<ProviderRef>();
        for (JsonNode card : offblocks.state().path("cards")) {
            if (card.path("customerId").asText().equals(holder.value())) {
                cards.add(new ProviderRef(card.path("id").asText()));
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

    /** Token and account come before the card; what is read after a change only confirms it. */
    @Override
    public boolean belongsToAct(Traffic traffic) {
        String target = traffic.target();
        return !target.endsWith("/auth/token") && !target.matches(".*/accounts(/[^/]+)?");
    }

    @Override
    public WireFault.Answer authExpired() {
        return new WireFault.Answer(401, "{\"code\":\"unauthorised\",\"message\":\"token expired\"}");
    }

    @Override
    public WireFault.Answer rateLimited() {
        return new WireFault.Answer(429, "{\"code\":\"rate_limited\",\"message\":\"too many requests\"}");
    }

    @Override
    public List<String> secrets() {
        return List.of(offblocks.credential("apiKey"), offblocks.credential("apiSecret"));
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
        offblocks.call("POST", path, JsonNodeFactory.instance.objectNode());
    }
}
