package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.event.EventType;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what issuers show of transactions; the card's row is locked by the caller. */
final class Transactions {
    private final Context context;
    private final Changes changes;

    Transactions(Context context, Changes changes) {
        this.context = context;
        this.changes = changes;
    }

    /**
     * Asks the issuer for a card's transactions and keeps them; the record stays as it is where it can't be asked.
     *
     * @return when the question began, empty where there was no answer
     */
    Optional<Instant> ask(Card card, CardTransactions ability) {
        Instant began = context.now();
        Optional<List<TransactionSeen>> shown = card.atProvider()
                .reference()
                .map(reference ->
                        ability.transactions(reference, card.times().createdAt().minusSeconds(3600)))
                .flatMap(look -> look instanceof Look.Found<List<TransactionSeen>>(var list)
                        ? Optional.of(list)
                        : Optional.empty());
        shown.ifPresent(list -> keep(card.id(), list.reversed()));
        return shown.map(list -> began);
    }

    /**
     * Keeps what an issuer showed of a card's transactions. A list that says nothing new, as most do, costs no lock; one
     * that does is taken as a whole, because several of its lines may be about the same transaction.
     *
     * @param shown oldest first
     * @return how much of it was news
     */
    int keep(CardId id, List<TransactionSeen> shown) {
        Optional<TransactionSeen> unknown = context.work()
                .read(stores -> shown.stream()
                        .filter(seen -> stores.transactions()
                                .find(id, seen.reference())
                                .filter(known -> says(known, seen))
                                .isEmpty())
                        .findFirst());
        if (unknown.isEmpty()) {
            return 0;
        }
        return context.work().write(stores -> {
            Card locked = stores.cards().lock(new Scope.Everything(), id).orElseThrow();
            int news = 0;
            for (TransactionSeen seen : shown) {
                news += switch (seen(stores, locked, seen)) {
                    case NEWS -> 1;
                    case NO_NEWS -> 0;
                };
            }
            return news;
        });
    }

    /** Whether something was learned of a transaction. */
    enum Learned {
        NEWS,
        NO_NEWS
    }

    Learned seen(Stores stores, Card card, TransactionSeen seen) {
        Optional<CardTransaction> known = stores.transactions().lock(card.id(), seen.reference());
        if (known.isEmpty()) {
            add(stores, card, seen);
            return Learned.NEWS;
        }
        CardTransaction before = known.get();
        if (says(before, seen)) {
            return Learned.NO_NEWS;
        }
        Optional<EventType> news = before.seen().status() == seen.status() ? Optional.empty() : news(seen);
        CardTransaction after = new CardTransaction(
                before.id(),
                before.distributor(),
                before.card(),
                seen,
                news.isPresent() ? before.times().next(context.now()) : before.times());
        stores.transactions().update(after);
        news.ifPresent(type -> changes.told(stores, type, after));
        return news.isPresent() ? Learned.NEWS : Learned.NO_NEWS;
    }

    private void add(Stores stores, Card card, TransactionSeen seen) {
        Optional<EventType> news = news(seen);
        var now = context.now();
        CardTransaction added = new CardTransaction(
                context.ids().transaction(),
                card.owner().distributor(),
                card.id(),
                seen,
                new Card.Times(news.isPresent() ? 1 : 0, now, now));
        stores.transactions().insert(added);
        news.ifPresent(type -> changes.told(stores, type, added));
    }

    private static boolean says(CardTransaction known, TransactionSeen seen) {
        return known.seen().equals(seen)
                || stale(known.seen().status(), seen.status())
                || known.seen().status() == seen.status()
                        && seen.occurredAt().isBefore(known.seen().occurredAt());
    }

    /** A transaction only moves on: what was settled, declined or reversed is not authorized again by a late webhook. */
    private static boolean stale(TransactionStatus was, TransactionStatus is) {
        return switch (was) {
            case PENDING -> false;
            case AUTHORIZED -> is == TransactionStatus.PENDING;
            case SETTLED, DECLINED -> is == TransactionStatus.PENDING || is == TransactionStatus.AUTHORIZED;
            case REVERSED -> true;
        };
    }

    private static Optional<EventType> news(TransactionSeen seen) {
        return switch (seen.status()) {
            case PENDING -> Optional.empty();
            case AUTHORIZED -> Optional.of(EventType.TRANSACTION_AUTHORIZED);
            case SETTLED ->
                Optional.of(
                        seen.type() == TransactionType.REFUND
                                ? EventType.TRANSACTION_REFUNDED
                                : EventType.TRANSACTION_SETTLED);
            case DECLINED -> Optional.of(EventType.TRANSACTION_DECLINED);
            case REVERSED -> Optional.of(EventType.TRANSACTION_REVERSED);
        };
    }
}
