package io.cardport.proof.parts;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardType;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.ApplyDelivery;
import io.cardport.domain.usecase.CardCommandTarget;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.LookAtCard;
import io.cardport.domain.usecase.PollApplicant;
import io.cardport.domain.usecase.PullWebhooks;
import io.cardport.domain.usecase.ReceiveWebhook;
import io.cardport.domain.usecase.RefreshProducts;
import io.cardport.domain.usecase.RegisterCardholder;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SettleOperation;
import io.cardport.domain.usecase.TakeDueWork;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.issuing.People;
import io.cardport.testkit.store.InMemoryStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real use cases over stores in memory, with one account at one issuer and a clock that stands until it is moved. */
public final class Site {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH = 100;
    private static final int ATTEMPTS = 20;

    private final Issuer.Goods goods;
    private final SettableClock clock;
    private final InMemoryStores stores;
    private final Context context;
    private final DistributorId distributor;

    private Site(
            Issuer.Goods goods,
            SettableClock clock,
            InMemoryStores stores,
            Context context,
            DistributorId distributor) {
        this.goods = goods;
        this.clock = clock;
        this.stores = stores;
        this.context = context;
        this.distributor = distributor;
    }

    /**
     * A new site with one distributor and the issuer's products.
     *
     * @param goods what is bought at the issuer
     * @param provider the issuer
     * @param clock the time
     * @param from where its ids begin: issuers remember them
     * @return the site
     */
    public static Site open(Issuer.Goods goods, IssuingProvider provider, SettableClock clock, long from) {
        SequentialIds ids = new SequentialIds(from);
        InMemoryStores stores = new InMemoryStores(draft -> new byte[0]);
        DistributorId distributor = ids.distributor();
        Context context = new Context(stores, new OneAccount(account(provider)), ids, clock);
        stores.write(all -> {
            all.distributors()
                    .insert(new Distributor(
                            distributor, "Acme", List.of(Issuer.ACCOUNT), Optional.empty(), false, clock.instant()));
            return distributor;
        });
        // On a machine that is busy an answer may come too late; without products nothing can be shown.
        boolean offered = false;
        for (int attempt = 0; attempt < ATTEMPTS && !offered; attempt++) {
            new RefreshProducts(context).handle(Issuer.ACCOUNT);
            offered = !stores.read(all -> all.products().offeredBy(Issuer.ACCOUNT))
                    .isEmpty();
        }
        return new Site(goods, clock, stores, context, distributor);
    }

    /**
     * Another site that begins where this one is.
     *
     * @param provider its issuer
     * @param from where its new ids begin, beyond all of this one
     * @return the site; its clock is its own
     */
    public Site forked(IssuingProvider provider, long from) {
        SettableClock own = new SettableClock(clock.instant());
        InMemoryStores copy = stores.forked();
        return new Site(
                goods,
                own,
                copy,
                new Context(copy, new OneAccount(account(provider)), new SequentialIds(from), own),
                distributor);
    }

    /**
     * Another site that begins where this one is, in the same time.
     *
     * @param from where its new ids begin, beyond all of this one
     * @return the site
     */
    public Site forked(long from) {
        InMemoryStores copy = stores.forked();
        Context other = new Context(copy, context.providers(), new SequentialIds(from), clock);
        return new Site(goods, clock, copy, other, distributor);
    }

    private static ProviderAccount account(IssuingProvider provider) {
        return new ProviderAccount(Issuer.ACCOUNT, provider, ProviderAccount.Timing.USUAL);
    }

    private record OneAccount(ProviderAccount account) implements ProviderDirectory {
        @Override
        public Optional<ProviderAccount> find(String name) {
            return name.equals(account.name()) ? Optional.of(account) : Optional.empty();
        }

        @Override
        public List<ProviderAccount> all() {
            return List.of(account);
        }

        @Override
        public Optional<String> defaultAccount() {
            return Optional.of(account.name());
        }
    }

    /**
     * What use cases work with here.
     *
     * @return the context
     */
    public Context context() {
        return context;
    }

    /**
     * The stores.
     *
     * @return also the way in for deliveries
     */
    public InMemoryStores stores() {
        return stores;
    }

    /**
     * The time.
     *
     * @return to be moved by whoever has the site
     */
    public SettableClock clock() {
        return clock;
    }

    /**
     * The only distributor.
     *
     * @return its id
     */
    public DistributorId distributor() {
        return distributor;
    }

    /**
     * The product that is bought.
     *
     * @return our id of it
     */
    public ProductId product() {
        return stores.read(all -> all.products().offeredBy(Issuer.ACCOUNT).stream()
                .filter(product -> product.seen().reference().equals(goods.product()))
                .findFirst()
                .orElseThrow()
                .id());
    }

    /**
     * Registers somebody, with documents, for the product.
     *
     * @param number tells people apart
     * @return what became of it
     */
    public Result<Dossier> register(long number) {
        return new RegisterCardholder(context)
                .handle(
                        new RegisterCardholder.Command(
                                distributor,
                                Optional.empty(),
                                Optional.of(product()),
                                People.person(number, goods.details().apply(number)),
                                Optional.empty(),
                                People.documents()),
                        new Once.Unkeyed<>());
    }

    /**
     * Asks for a virtual card of the product.
     *
     * @param holder for whom
     * @return what became of it
     */
    public Result<Card> issue(CardholderId holder) {
        return new IssueCard(context)
                .handle(
                        new IssueCard.Command(
                                distributor,
                                holder,
                                product(),
                                CardType.VIRTUAL,
                                Issuers.USD,
                                goods.options(),
                                Optional.empty()),
                        new Once.Unkeyed<>());
    }

    /**
     * A card as a distributor's request names it.
     *
     * @param card which
     * @return without a condition on its version
     */
    public CardCommandTarget target(CardId card) {
        return new CardCommandTarget(
                new Scope.Own(distributor), card, new Actor.OfDistributor(distributor), Optional.empty());
    }

    /**
     * A card as it stands.
     *
     * @param id which
     * @return the card
     */
    public Card card(CardId id) {
        return stores.read(all -> all.cards().find(new Scope.Everything(), id).orElseThrow());
    }

    /**
     * The way in for webhooks.
     *
     * @return the use case
     */
    public ReceiveWebhook receiver() {
        return new ReceiveWebhook(context, stores);
    }

    /** Reads every delivery that is due now, once. */
    public void deliver() {
        for (TakeDueWork.DueDelivery delivery : new TakeDueWork(context).deliveries(LEASE, BATCH)) {
            new ApplyDelivery(context).handle(delivery.id());
        }
    }

    /** Asks the issuer for webhooks that never came, where it keeps a record of them. */
    public void pull() {
        new PullWebhooks(context, stores).handle(Issuer.ACCOUNT);
    }

    /**
     * Every operation that there is.
     *
     * @return the latest of them
     */
    public List<Operation> operations() {
        return stores.read(all -> all.operations()
                .list(
                        new OperationStore.Filter(
                                new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.empty()),
                        new Page.Request(BATCH, Optional.empty()))
                .data());
    }

    /** Does everything that is due now, once: deliveries, operations, approvals, cards. */
    public void work() {
        deliver();
        TakeDueWork due = new TakeDueWork(context);
        for (TakeDueWork.Due<OperationId> operation : due.operations(LEASE, BATCH)) {
            new SettleOperation(context).handle(operation.id());
        }
        for (TakeDueWork.Due<ApplicantId> applicant : due.applicants(LEASE, BATCH)) {
            new PollApplicant(context).handle(applicant.id());
        }
        for (TakeDueWork.Due<CardId> card : due.cards(LEASE, BATCH)) {
            new LookAtCard(context).handle(card.id());
        }
    }

    /**
     * How many subjects have events whose versions do not count 1, 2, 3 and so on in the order of writing.
     *
     * @return zero as promised
     */
    public long holes() {
        Map<Subject, Long> last = new HashMap<>();
        long holes = 0;
        for (EventDraft event : stores.events()) {
            long version = event.content().version();
            Long before = last.put(event.content().subject(), version);
            if (version != (before == null ? 0 : before) + 1) {
                holes++;
            }
        }
        return holes;
    }
}
