package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.InboxStore.Applied;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.store.Stores;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.domain.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads a stored delivery and applies what it says, in one transaction with the end of the work on it. */
public final class ApplyDelivery {
    private static final int TRIES = 5;

    private final Context context;
    private final Settlement settlement;
    private final CardReadings cards;
    private final Holders holders;
    private final Transactions transactions;
    private final OrderNews orders;
    private final MatchedNews matched;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ApplyDelivery(Context context) {
        this.context = context;
        this.settlement = new Settlement(context);
        this.cards = new CardReadings(context, settlement);
        this.holders = new Holders(context, settlement.changes());
        this.transactions = new Transactions(context, settlement.changes());
        this.orders = new OrderNews(context, settlement);
        this.matched = new MatchedNews(context, settlement, orders);
    }

    /**
     * Applies a delivery. What goes wrong is tried again, then left for a person; it never changes what the issuer was
     * told.
     *
     * @param id which
     * @return what became of it
     */
    public Applied handle(DeliveryId id) {
        try {
            return context.work().write(stores -> apply(stores, id));
        } catch (StoreUnavailable down) {
            throw down;
        } catch (RuntimeException poison) {
            return context.work().write(stores -> failed(stores, id, poison));
        }
    }

    private Applied failed(Stores stores, DeliveryId id, RuntimeException poison) {
        System.getLogger(ApplyDelivery.class.getName())
                .log(System.Logger.Level.WARNING, "delivery {0} could not be applied: {1}", id, poison.getClass());
        int failures = stores.inbox().failed(id, context.now().plus(Duration.ofSeconds(10)));
        if (failures < TRIES) {
            return Applied.WAITING;
        }
        stores.inbox().done(id, Applied.FAILED);
        return Applied.FAILED;
    }

    private Applied apply(Stores stores, DeliveryId id) {
        Optional<StoredDelivery> stored = stores.inbox().find(id);
        Optional<Webhooks> webhooks = stored.flatMap(
                        found -> context.providers().find(found.account()))
                .map(ProviderAccount::provider)
                .flatMap(provider -> provider.can(Webhooks.class));
        if (webhooks.isEmpty()) {
            stores.inbox().done(id, Applied.FAILED);
            return Applied.FAILED;
        }
        List<Signal> signals = webhooks.get().read(stored.get().restore());
        Applied outcome = signals.stream()
                .map(signal -> apply(stores, stored.get(), signal))
                .max(Comparator.comparing(ApplyDelivery::weight))
                .orElse(Applied.IRRELEVANT);
        stores.inbox().done(id, outcome);
        return outcome;
    }

    /** A delivery with several signals shows the one that most needs a person's eye. */
    private static int weight(Applied applied) {
        return switch (applied) {
            case IRRELEVANT -> 0;
            case APPLIED -> 1;
            case PARKED -> 2;
            case UNRECOGNISED -> 3;
            case WAITING -> 4;
            case FAILED -> 5;
        };
    }

    private Applied apply(Stores stores, StoredDelivery delivery, Signal signal) {
        return switch (signal) {
            case Signal.CardSaid said ->
                onCard(
                        stores,
                        delivery,
                        said.seen().card(),
                        card -> cards.apply(
                                stores,
                                card,
                                new CardReadings.Reading(
                                        said.seen(), said.seen().at(), said.refund(), CardReadings.Source.WEBHOOK)));
            case Signal.OrderSaid said -> orders.said(stores, delivery, said.seen());
            case Signal.ApplicantSaid said -> applicant(stores, delivery, said);
            case Signal.TransactionSaid said ->
                onCard(stores, delivery, said.card(), card -> transactions.seen(stores, card, said.seen()));
            case Signal.ActivationCodeSaid said ->
                onCard(
                        stores,
                        delivery,
                        said.card(),
                        card -> stores.cards().keepActivationCode(card.id(), said.code()));
            case Signal.CardHinted hinted -> onCard(stores, delivery, hinted.card(), card -> hinted(stores, card));
            case Signal.HolderHinted hinted -> onHolder(stores, delivery, hinted.holder(), this::pollNow);
            case Signal.IssueSaid said -> matched.issue(stores, delivery, said);
            case Signal.TopUpSaid said -> matched.topUp(stores, delivery, said);
            case Signal.ChangeRefusedSaid said -> matched.refused(stores, delivery, said);
            case Signal.OneTimePasswordSaid ignored -> Applied.IRRELEVANT;
            case Signal.Irrelevant ignored -> Applied.IRRELEVANT;
            case Signal.Unrecognised ignored -> Applied.UNRECOGNISED;
        };
    }

    private Applied onCard(Stores stores, StoredDelivery delivery, ProviderRef reference, Consumer<Card> effect) {
        Reference key = new Reference(delivery.account(), Kind.CARD, reference);
        Optional<Subject> known = stores.references().lock(key);
        if (known.isEmpty() || !(known.get() instanceof Subject.OfCard(var id))) {
            stores.references().park(key, delivery.id());
            return Applied.PARKED;
        }
        stores.inbox().concerns(delivery.id(), id);
        effect.accept(stores.cards().lock(new Scope.Everything(), id).orElseThrow());
        return Applied.APPLIED;
    }

    /** An issue that is about to be settled looks at the card for that; a second look would show the same. */
    private void hinted(Stores stores, Card card) {
        Instant now = context.now();
        boolean looksAnyway = stores.operations().openOf(card.id()).stream()
                .anyMatch(operation -> operation.kind() == OperationKind.ISSUE_CARD
                        && operation.state() instanceof OperationState.Waiting
                        && operation
                                .progress()
                                .nextAt()
                                .filter(at -> !at.isAfter(now))
                                .isPresent());
        if (!looksAnyway) {
            stores.cards().lookAt(card.id(), now);
        }
    }

    private Applied applicant(Stores stores, StoredDelivery delivery, Signal.ApplicantSaid said) {
        return onHolder(stores, delivery, said.holder(), (inner, applicant) -> {
            if (!covers(inner, applicant, said.product())) {
                return;
            }
            Optional<Instant> at = said.seen().at();
            boolean older = at.isPresent()
                    && applicant.standing().readAt().filter(at.get()::isBefore).isPresent();
            if (at.isEmpty() || older) {
                pollNow(inner, applicant);
                return;
            }
            var holder = inner.cardholders()
                    .find(new Scope.Everything(), applicant.cardholder())
                    .orElseThrow();
            holders.read(inner, holder, applicant, said.seen(), said.seen().at().get(), false);
        });
    }

    /** What is said of one product says nothing of another. */
    private static boolean covers(Stores stores, Applicant applicant, Optional<ProviderRef> product) {
        if (product.isEmpty() && applicant.reference().isPresent()) {
            return true;
        }
        return switch (applicant.scope()) {
            case ProductScope.AnyProduct ignored -> true;
            case ProductScope.OneProduct(var id) ->
                stores.products()
                        .find(id)
                        .map(known -> known.seen().reference())
                        .equals(product);
        };
    }

    private Applied onHolder(
            Stores stores, StoredDelivery delivery, ProviderRef reference, BiConsumer<Stores, Applicant> effect) {
        Reference key = new Reference(delivery.account(), Kind.HOLDER, reference);
        Optional<Subject> known = stores.references().lock(key);
        if (known.isEmpty()) {
            stores.references().park(key, delivery.id());
            return Applied.PARKED;
        }
        for (Applicant applicant : Holders.meant(stores, known.get())) {
            stores.cardholders().lock(new Scope.Everything(), applicant.cardholder());
            effect.accept(
                    stores,
                    stores.applicants()
                            .lock(applicant.cardholder(), applicant.scope())
                            .orElseThrow());
        }
        return Applied.APPLIED;
    }

    private void pollNow(Stores stores, Applicant applicant) {
        Applicant.Schedule was = applicant.schedule();
        if (was.submittedAt().isEmpty()) {
            // The issuer has no such applicant yet: there is nothing to ask for.
            return;
        }
        stores.applicants()
                .update(applicant.schedule(new Applicant.Schedule(
                        was.submittedAt(), was.decidedAt(), Optional.of(context.now()), was.deadline(), was.polls())));
    }
}
