package io.cardport.testkit.usecase;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderFacts.OperationFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.money.Money;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.secret.Secret;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An issuer in memory with a mind of its own: it keeps cards, remembers keys, and misbehaves when told to. */
final class InMemoryIssuer
        implements IssuingProvider,
                ApplicantResubmission,
                ApplicantScreening,
                CardActivation,
                CardClosing,
                CardControls,
                CardFunding,
                CardListing,
                CardLookup,
                CardReveal,
                HolderSearch,
                HolderUpdate,
                OrderLookup,
                ProductCatalogue,
                SpendControls,
                TopUpListing {
    final Map<String, String> cards = new HashMap<>();
    final Map<OperationId, String> effects = new HashMap<>();
    private final Map<OperationId, String> names = new HashMap<>();
    final Map<String, OrderReading> orders = new HashMap<>();
    final Deque<Mood> moods = new ArrayDeque<>();
    final List<CardControlsSpec> controls = new ArrayList<>();
    Set<ProviderFacts.Lookup> lookups = Set.of(ProviderFacts.Lookup.BY_ORDER);
    ProviderFacts.Approval approval = ProviderFacts.Approval.PERSON;
    ApplicantReading decision = ApplicantReading.APPROVED;
    /** What a look at an approval shows. */
    ApplicantReading shown = ApplicantReading.APPROVED;
    /** Every holder or applicant that was sent, in this order. */
    final List<OnboardCommand> onboarded = new ArrayList<>();

    final List<UpdateHolder> updates = new ArrayList<>();
    List<ProductRules.RequiredField> requiredForSecond = List.of();
    /** Every applicant that was sent again. */
    final List<OnboardCommand> resubmitted = new ArrayList<>();
    /** The ids by which issued cards were asked for. */
    final List<ProviderRef> issuedFor = new ArrayList<>();
    /** The ids by which approvals were asked for. */
    final List<ProviderRef> screened = new ArrayList<>();

    /** Abilities that a test lends it. */
    final List<Capability> extras = new ArrayList<>();

    int looks;
    int calls;
    boolean remembersKeys = true;

    final Set<Class<? extends Capability>> withheld = new HashSet<>();
    /** What a search for a holder finds. */
    Optional<ProviderRef> found = Optional.empty();

    /** What it calls each card in webhooks, beside the id of calls. */
    String alias = "";
    /** Whether lists and approvals can be read. */
    boolean lists = true;
    /** The top-ups of every card, in this order. */
    final Map<String, List<ListedTopUp>> topUps = new HashMap<>();
    /** What the issuer says it moved. */
    FundsMoved moved = FundsMoved.PLAIN;
    /** What happens while the next command is on its way, before the issuer sees it. */
    Optional<Runnable> meanwhile = Optional.empty();

    void next(Mood... next) {
        moods.addAll(List.of(next));
    }

    void finishOrders() {
        orders.replaceAll((order, reading) -> OrderReading.SUCCEEDED);
        cards.replaceAll((card, word) -> word.equals("making") ? "active" : word);
    }

    @Override
    public ProviderFacts facts() {
        Map<OperationKind, OperationFacts> facts = new HashMap<>();
        if (remembersKeys) {
            for (OperationKind kind : OperationKind.values()) {
                facts.put(
                        kind,
                        new OperationFacts(
                                Optional.of(Duration.ofHours(24)),
                                lookups,
                                ProviderFacts.Absence.CERTAIN,
                                ProviderFacts.Lane.NONE));
            }
        }
        if (!remembersKeys && lookups.contains(ProviderFacts.Lookup.BY_LIST)) {
            var blind = OperationFacts.BLIND;
            facts.put(
                    OperationKind.ISSUE_CARD,
                    new OperationFacts(
                            Optional.empty(), lookups, blind.absence(), ProviderFacts.Lane.HOLDER_AND_PRODUCT));
            facts.put(
                    OperationKind.TOP_UP,
                    new OperationFacts(Optional.empty(), lookups, blind.absence(), ProviderFacts.Lane.SUBJECT));
        }
        return new ProviderFacts("memory", approval, facts, false);
    }

    @Override
    public <C extends Capability> Optional<C> can(Class<C> capability) {
        Optional<C> extra = extras.stream()
                .filter(capability::isInstance)
                .map(capability::cast)
                .findFirst();
        if (extra.isPresent()) {
            return extra;
        }
        return capability.isInstance(this) && !withheld.contains(capability)
                ? Optional.of(capability.cast(this))
                : Optional.empty();
    }

    private <T> Outcome<T> meet(OperationId operation, T value, Supplier<String> effect) {
        calls++;
        Mood mood = moods.isEmpty() ? Mood.PROMPT : moods.poll();
        Optional<Runnable> first = meanwhile;
        meanwhile = Optional.empty();
        first.ifPresent(Runnable::run);
        return switch (mood) {
            case PROMPT, MAKING -> {
                once(operation, effect);
                yield new Outcome.Done<>(value);
            }
            case SLOW -> {
                once(operation, effect);
                String order = "order-" + operation;
                orders.putIfAbsent(order, OrderReading.PENDING);
                yield new Outcome.Accepted<>(new ProviderRef(order), Optional.of(value));
            }
            case REFUSING -> new Outcome.Refused<>(new Refusal(Refusal.Reason.DECLINED, "no", "not today"));
            case BUSY -> new Outcome.NotSent<>(NotSentCause.ISSUER_BUSY);
            case UNREACHABLE -> new Outcome.NotSent<>(NotSentCause.UNREACHABLE);
            case SILENT_AFTER -> {
                once(operation, effect);
                yield new Outcome.Unknown<>(UnknownCause.NO_ANSWER);
            }
            case SILENT_BEFORE -> new Outcome.Unknown<>(UnknownCause.NO_ANSWER);
            case KILLS_CALLER -> {
                once(operation, effect);
                throw new ProcessDied();
            }
        };
    }

    private void once(OperationId operation, Supplier<String> effect) {
        if (remembersKeys && effects.containsKey(operation)) {
            return;
        }
        effects.put(operation, effect.get());
    }

    @Override
    public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        onboarded.add(command);
        return meet(command.operation(), new OnboardedHolder(name(command), Map.of(), seen(decision)), () -> "holder");
    }

    private ProviderRef name(OnboardCommand command) {
        String product = approval == ProviderFacts.Approval.REGISTERED_PER_PRODUCT
                ? "-" + command.product().orElseThrow()
                : "";
        return new ProviderRef("holder-" + command.cardholder() + product);
    }

    @Override
    public Outcome<OnboardedHolder> resubmit(OnboardCommand command) {
        resubmitted.add(command);
        return meet(
                command.operation(),
                new OnboardedHolder(command.known().orElseThrow(), Map.of(), seen(ApplicantReading.IN_REVIEW)),
                () -> "again");
    }

    @Override
    public Look<OnboardedHolder> registeredBy(OnboardCommand command) {
        return found.<Look<OnboardedHolder>>map(
                        holder -> new Look.Found<>(new OnboardedHolder(holder, Map.of(), seen(decision))))
                .orElseGet(Look.Absent::new);
    }

    @Override
    public Outcome<OnboardedHolder> update(UpdateHolder command) {
        updates.add(command);
        return meet(
                command.operation(), new OnboardedHolder(command.holder(), Map.of(), seen(decision)), () -> "update");
    }

    static ApplicantSeen seen(ApplicantReading reading) {
        return new ApplicantSeen(
                reading, reading.name(), Optional.empty(), ApplicantSeen.NextStep.NONE, Optional.empty());
    }

    @Override
    public Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product) {
        screened.add(holder);
        return lists ? new Look.Found<>(seen(shown)) : new Look.Unavailable<>(Look.Cause.ISSUER_DOWN);
    }

    @Override
    public Outcome<IssuedCard> issue(IssueCommand command) {
        issuedFor.add(command.holder().reference());
        String card = names.computeIfAbsent(command.operation(), operation -> "card-" + (names.size() + 1));
        boolean slow = moods.peek() == Mood.SLOW || moods.peek() == Mood.MAKING;
        CardReading reading = slow ? CardReading.PENDING : CardReading.ACTIVE;
        return meet(
                command.operation(),
                new IssuedCard(
                        new CardSeen(
                                new ProviderRef(card),
                                reading,
                                slow ? "making" : "active",
                                new CardFacts(Optional.of("1234"), Optional.empty(), Optional.empty()),
                                Optional.empty()),
                        Map.of(),
                        alias.isEmpty() ? Set.of() : Set.of(new ProviderRef(alias + card))),
                () -> cards.put(card, slow ? "making" : "active") == null ? card : card);
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        looks++;
        String word = cards.get(card.value());
        return word == null
                ? new Look.Absent<>()
                : new Look.Found<>(new CardSeen(card, reading(word), word, CardFacts.NONE, Optional.empty()));
    }

    static CardReading reading(String word) {
        return switch (word) {
            case "making" -> CardReading.PENDING;
            case "active" -> CardReading.ACTIVE;
            case "inactive" -> CardReading.INACTIVE;
            case "frozen" -> CardReading.LOCKED;
            case "blocked" -> CardReading.LOCKED_BY_PROVIDER;
            case "closing" -> CardReading.CLOSING;
            case "closed" -> CardReading.CLOSED;
            case "failed" -> CardReading.FAILED;
            default -> CardReading.UNRECOGNISED;
        };
    }

    private Outcome<CardChanged> change(CardCommand command, String word) {
        return meet(
                command.operation(),
                new CardChanged(reading(word), word, Optional.empty()),
                () -> cards.put(command.card().value(), word) == null ? word : word);
    }

    @Override
    public CodeFrom codeFrom() {
        return CodeFrom.ISSUER;
    }

    @Override
    public Outcome<CardChanged> activate(Activate command) {
        return meet(
                command.operation(),
                new CardChanged(CardReading.ACTIVE, "active", Optional.empty()),
                () -> cards.put(command.card().value(), "active") == null ? "active" : "active");
    }

    @Override
    public Outcome<CardChanged> lock(CardCommand command) {
        return change(command, "frozen");
    }

    @Override
    public Outcome<CardChanged> unlock(CardCommand command) {
        return change(command, "active");
    }

    @Override
    public Outcome<CardChanged> close(CardCommand command) {
        return change(command, "closed");
    }

    @Override
    public Look<List<IssuedCard>> cardsOf(ProviderRef holder, ProviderRef product) {
        if (!lists) {
            return new Look.Unavailable<>(Look.Cause.ISSUER_DOWN);
        }
        return new Look.Found<>(cards.keySet().stream()
                .map(ProviderRef::new)
                .map(card -> new IssuedCard(((Look.Found<CardSeen>) card(card)).value(), Map.of()))
                .toList());
    }

    @Override
    public Outcome<FundsMoved> topUp(MoveFunds command) {
        return meet(command.operation(), moved, () -> {
            pay(command.card().value(), "paid-" + command.operation(), command.amount());
            return command.amount().toString();
        });
    }

    void pay(String card, String order, Money amount) {
        topUps.computeIfAbsent(card, first -> new ArrayList<>()).add(new ListedTopUp(Shown.paid(order), amount));
    }

    @Override
    public Look<List<ListedTopUp>> topUpsOf(ProviderRef card) {
        return lists
                ? new Look.Found<>(List.copyOf(topUps.getOrDefault(card.value(), List.of())))
                : new Look.Unavailable<>(Look.Cause.ISSUER_DOWN);
    }

    @Override
    public Look<RevealedCard> reveal(OperationId operation, ProviderRef card) {
        return new Look.Found<>(new RevealedCard.Details(Secret.of("4111111111111234"), Secret.of("123"), "12/28"));
    }

    @Override
    public Look<OrderSeen> order(ProviderRef order) {
        if (!lists) {
            return new Look.Unavailable<>(Look.Cause.ISSUER_DOWN);
        }
        OrderReading reading = orders.get(order.value());
        return reading == null
                ? new Look.Absent<>()
                : new Look.Found<>(new OrderSeen(
                        order, reading, reading.name(), Optional.empty(), FundsMoved.PLAIN, Optional.empty()));
    }

    @Override
    public Outcome<Applied> apply(OperationId operation, ProviderRef card, CardControlsSpec wanted) {
        return meet(operation, Applied.APPLIED, () -> {
            controls.add(wanted);
            return "controls";
        });
    }

    @Override
    public Look<List<ProductSeen>> products() {
        return new Look.Found<>(List.of(
                Shown.product("product", "Prepaid", List.of()), Shown.product("second", "Second", requiredForSecond)));
    }
}
