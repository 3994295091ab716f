package io.cardport.netpay;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardSeen;
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
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.product.ProductRules.RequiredField;
import io.cardport.http.WireResult;
import io.cardport.netpay.NetpayAnswers.Command;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One distributor account at NetPay, by its four documented calls (sheet 0.2). */
final class NetpayProvider implements IssuingProvider, ApplicantScreening, CardReveal, ProductCatalogue {
    private static final Duration KEY_WINDOW = Duration.ofHours(24);

    private final NetpayClient client;
    private final List<ProductSeen> products;
    private final ProviderFacts facts;
    private final List<Capability> abilities;

    NetpayProvider(NetpayClient client, List<ProductSeen> products, boolean extensions) {
        this.client = client;
        this.products = List.copyOf(products);
        this.abilities = extensions ? List.of(this, new NetpayExtensions(client, products)) : List.of(this);
        var operations = new HashMap<OperationKind, OperationFacts>();
        operations.put(OperationKind.REGISTER_CARDHOLDER, OperationFacts.BLIND);
        operations.put(
                OperationKind.ISSUE_CARD,
                new OperationFacts(
                        Optional.of(KEY_WINDOW), Set.of(), ProviderFacts.Absence.NEVER, ProviderFacts.Lane.NONE));
        if (extensions) {
            operations.putAll(NetpayExtensions.OPERATIONS);
        }
        this.facts = new ProviderFacts("netpay", ProviderFacts.Approval.PERSON, operations, true);
    }

    @Override
    public ProviderFacts facts() {
        return facts;
    }

    @Override
    public <C extends Capability> Optional<C> can(Class<C> capability) {
        return abilities.stream()
                .filter(capability::isInstance)
                .map(capability::cast)
                .findFirst();
    }

    @Override
    public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        if (command.profile().type() == CardholderProfile.HolderType.BUSINESS) {
            return refused(Reason.UNSUPPORTED, "NetPay registers persons only");
        }
        List<String> missing = NetpayForm.missing(command);
        if (!missing.isEmpty()) {
            return new Outcome.Refused<>(
                    new Refusal(Reason.REQUIREMENTS_MISSING, "", "NetPay requires identity data", missing));
        }
        return NetpayAnswers.outcome(
                Command.REGISTER,
                client.register(command.operation(), NetpayForm.parts(command)),
                body -> NetpayWire.HolderCreated.of(body).map(NetpayProvider::onboarded));
    }

    @Override
    public Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product) {
        return status(holder);
    }

    @Override
    public Outcome<IssuedCard> issue(IssueCommand command) {
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        WireResult result = client.issue(command.operation(), body(command));
        Outcome<IssuedCard> outcome = NetpayAnswers.outcome(
                Command.ISSUE, result, body -> NetpayWire.CardCreated.of(body).map(NetpayProvider::issued));
        return isUnprocessable(result) ? told(outcome, command.holder().reference()) : outcome;
    }

    @Override
    public Look<RevealedCard> reveal(OperationId operation, ProviderRef card) {
        WireResult result = client.reveal(card);
        Look<RevealedCard> look = NetpayAnswers.look(
                result,
                body -> NetpayWire.CardDetails.of(body)
                        .map(details -> new RevealedCard.Details(details.number(), details.cvv(), details.expiry())));
        if (result instanceof WireResult.Answered answered) {
            Arrays.fill(answered.body(), (byte) 0);
        }
        return look;
    }

    /** As configured: NetPay has no list of products, so nothing is asked. */
    @Override
    public Look<List<ProductSeen>> products() {
        return new Look.Found<>(products);
    }

    static ProductSeen product(String id, String name, List<Currency> currencies) {
        var terms = new FundingTerms(
                FundingTerms.FundingModel.PREPAID,
                FundingTerms.InitialLoad.REQUIRED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        var required = Stream.concat(
                        NetpayForm.REQUIRED.stream().map(field -> new RequiredField(field.name(), field.type(), true)),
                        NetpayForm.OPTIONAL.stream().map(field -> new RequiredField(field.name(), field.type(), false)))
                .toList();
        return new ProductSeen(
                new ProviderRef(id),
                name,
                "",
                Set.of(CardType.VIRTUAL),
                currencies,
                terms,
                new ProductRules(Optional.empty(), Set.of(), required, false));
    }

    private Look<ApplicantSeen> status(ProviderRef holder) {
        return NetpayAnswers.look(
                client.holderStatus(holder),
                body -> NetpayWire.HolderStatus.of(body).map(status -> seen(status.status())));
    }

    /** 422 means a wrong field or a rejected holder; only the holder's status tells which (sheet 0.5). */
    private Outcome<IssuedCard> told(Outcome<IssuedCard> outcome, ProviderRef holder) {
        return switch (outcome) {
            case Outcome.Refused<IssuedCard>(Refusal refusal)
            when status(holder) instanceof Look.Found<ApplicantSeen>(ApplicantSeen seen)
                    && seen.reading() == ApplicantReading.REJECTED ->
                new Outcome.Refused<>(
                        new Refusal(Reason.HOLDER_REJECTED, refusal.providerCode(), refusal.providerMessage()));
            case Outcome.Refused<IssuedCard> refused -> refused;
            case Outcome.Done<IssuedCard> done -> done;
            case Outcome.Accepted<IssuedCard> accepted -> accepted;
            case Outcome.NotSent<IssuedCard> notSent -> notSent;
            case Outcome.Unknown<IssuedCard> unknown -> unknown;
        };
    }

    @Override
    public Optional<Objection> objectionTo(IssueCommand command) {
        CardOptions options = command.options();
        if (command.product().type() != CardType.VIRTUAL || command.cardNumber().isPresent()) {
            return Optional.of(new Objection.NotOffered("NetPay makes virtual cards only"));
        }
        if (!options.controls().equals(CardControlsSpec.NONE)
                || options.singleUse().isPresent()
                || options.expiresAt().isPresent()) {
            return Optional.of(new Objection.NotOffered("NetPay takes no controls and no end of a card"));
        }
        if (options.initialLoad().isEmpty()) {
            return Optional.of(new Objection.Missing(List.of("initialLoad"), "NetPay makes cards with money only"));
        }
        Money load = options.initialLoad().get();
        if (!load.currency().equals(command.product().currency())) {
            return Optional.of(new Objection.Wrong("initialLoad", "is in the card's currency"));
        }
        if (load.minor() <= 0 || load.decimal().stripTrailingZeros().scale() > 2) {
            return Optional.of(new Objection.Wrong("initialLoad", "is more than zero, with at most two decimals"));
        }
        return Optional.empty();
    }

    private static NetpayWire.IssueBody body(IssueCommand command) {
        return new NetpayWire.IssueBody(
                command.holder().reference().value(),
                "virtual",
                command.product().reference().value(),
                command.product().currency().getCurrencyCode(),
                command.options().initialLoad().orElseThrow().decimal());
    }

    private static OnboardedHolder onboarded(NetpayWire.HolderCreated created) {
        var references = new HashMap<>(Map.of("holderId", created.holder().value()));
        created.userId().ifPresent(userId -> references.put("userId", userId));
        return new OnboardedHolder(created.holder(), references, seen(created.status()));
    }

    private static IssuedCard issued(NetpayWire.CardCreated created) {
        var references =
                new HashMap<>(Map.of("uqpayCardId", created.uqpayCardId().value()));
        created.cardId().ifPresent(cardId -> references.put("cardId", cardId));
        var seen = new CardSeen(
                created.uqpayCardId(),
                NetpayLifecycle.card(created.status()),
                created.status(),
                CardFacts.NONE,
                Optional.empty());
        return new IssuedCard(seen, references);
    }

    private static ApplicantSeen seen(String word) {
        return new ApplicantSeen(
                NetpayLifecycle.holder(word), word, Optional.empty(), ApplicantSeen.NextStep.NONE, Optional.empty());
    }

    private static boolean isUnprocessable(WireResult result) {
        return result instanceof WireResult.Answered answered && answered.status() == 422;
    }

    private static <T> Outcome<T> refused(Reason reason, String sentence) {
        return new Outcome.Refused<>(new Refusal(reason, "", sentence));
    }
}
