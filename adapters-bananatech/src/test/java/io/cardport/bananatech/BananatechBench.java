package io.cardport.bananatech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.money.Money;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The simulated BananaTech, which approves and settles only when it is told to, and names cards when it takes them on. */
final class BananatechBench implements IssuerBench {
    static final ProductAtProvider VIRTUAL =
            new ProductAtProvider(new ProviderRef("1"), CardType.VIRTUAL, Deliveries.USD);
    static final ProductAtProvider PHYSICAL =
            new ProductAtProvider(new ProviderRef("5"), CardType.PHYSICAL, Deliveries.USD);
    private static final String NO_SUCH_ID = "999999999";

    private final Simulators simulators;
    private final IssuerControl issuer;
    private final FaultProxy proxy;
    private final BananatechProvider provider;
    private Act prepared = Act.PRODUCTS;
    private int assigned;
    private Optional<ProviderRef> physical = Optional.empty();

    BananatechBench() {
        try {
            simulators = Simulators.start(
                    Files.createTempDirectory("bananatech-bench"),
                    0,
                    Settings.quick()
                            .with("bananatech", "auto-approve", 0)
                            .with("bananatech", "auto-settle", 0)
                            .with("bananatech", "apply-answers-id", 1));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        issuer = simulators.bananatech();
        proxy = new FaultProxy(URI.create(issuer.url()));
        var settings = new GivenSettings(
                "bananatech-test",
                proxy.baseUrl(),
                Duration.ofSeconds(5),
                Map.of("merchant-id", issuer.credential("merchantId"), "secret", issuer.credential("secret")),
                Map.of());
        provider = switch (new BananatechModule()
                .build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING))) {
            case Built.Ready(BananatechProvider ready) -> ready;
            case Built.Ready other -> throw new AssertionError(other);
            case Built.Misconfigured wrong -> throw new AssertionError(wrong);
        };
    }

    IssuerControl issuer() {
        return issuer;
    }

    @Override
    public BananatechProvider provider() {
        return provider;
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public ProductAtProvider product() {
        return VIRTUAL;
    }

    @Override
    public CardOptions options() {
        return CardOptions.NONE;
    }

    @Override
    public Money amount() {
        return new Money(2_500, Deliveries.USD);
    }

    @Override
    public void approve(ProviderRef holder) {
        control("/holders/" + holder + "/approve");
    }

    @Override
    public void settle(ProviderRef card) {
        String bare = bare(card);
        control("/cards/" + bare + "/activate");
        items("orders")
                .filter(order -> order.path("card_id").asText().equals(bare))
                .forEach(order ->
                        control("/orders/" + order.path("transaction_id").asText() + "/settle"));
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
        issuer.call("POST", "/balances", object().put("available", available));
    }

    /** Calls about cards want two numbers, calls about users one. */
    @Override
    public ProviderRef unknown() {
        return switch (prepared) {
            case ISSUE, APPLICANT -> new ProviderRef(NO_SUCH_ID);
            default -> new ProviderRef(NO_SUCH_ID + ":" + NO_SUCH_ID);
        };
    }

    @Override
    public Set<ProviderRef> cardsOf(ProviderRef holder) {
        return items("cards")
                .filter(card -> card.path("user_id").asText().equals(holder.value()))
                .map(card -> new ProviderRef(holder + ":" + card.path("card_id").asText()))
                .collect(Collectors.toSet());
    }

    @Override
    public Subject prepare(Act act, Subject subject) {
        prepared = act;
        return switch (act) {
            case ASSIGN ->
                new Subject(subject.onboarding(), subject.holder(), physical(subject), subject.card(), subject.order());
            case ACTIVATE -> subject.withCard(inactive(subject));
            case SET_PIN -> subject.withCard(physical.orElseGet(() -> active(subject)));
            default -> subject;
        };
    }

    /** The issuer has printed few cards, and one can be given any number of PINs. */
    private ProviderRef active(Subject subject) {
        ProviderRef card = inactive(subject);
        control("/cards/" + bare(card) + "/activate");
        physical = Optional.of(card);
        return card;
    }

    private ProviderRef inactive(Subject subject) {
        Outcome<IssuedCard> outcome =
                provider.can(CardAssignment.class).orElseThrow().assign(physical(subject));
        if (!(outcome instanceof Outcome.Accepted<IssuedCard>(var order, Optional<IssuedCard> card))) {
            throw new AssertionError(outcome);
        }
        ProviderRef reference = card.orElseThrow().seen().card();
        await(reference, "TBA");
        return reference;
    }

    private IssueCommand physical(Subject subject) {
        IssueCommand virtual = subject.issuing();
        String number = issuer.state().path("physicalCardNumbers").path(0).asText();
        return new IssueCommand(
                new OperationId("op_" + String.format("%026d", ++assigned)),
                virtual.card(),
                virtual.holder(),
                PHYSICAL,
                CardOptions.NONE,
                Optional.of(Secret.of(number)));
    }

    /** What is due at once is done by the issuer's own thread. */
    void await(ProviderRef card, String status) {
        for (int i = 0; i < 200; i++) {
            if (items("cards")
                    .anyMatch(one -> one.path("card_id").asText().equals(bare(card))
                            && one.path("status").asText().equals(status))) {
                return;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
        }
        throw new AssertionError("the card did not become " + status);
    }

    static String bare(ProviderRef card) {
        return card.value().substring(card.value().indexOf(':') + 1);
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
        return new WireFault.Answer(400, "{\"message\":\"Invalid Merchant-ID\"}");
    }

    @Override
    public WireFault.Answer rateLimited() {
        return new WireFault.Answer(429, "{\"message\":\"too many requests\"}");
    }

    @Override
    public List<String> secrets() {
        return List.of(issuer.credential("secret"));
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

    void control(String path) {
        issuer.call("POST", path, object());
    }

    private Stream<JsonNode> items(String list) {
        return StreamSupport.stream(issuer.state().path(list).spliterator(), false);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
