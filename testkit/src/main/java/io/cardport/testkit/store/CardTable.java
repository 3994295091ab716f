package io.cardport.testkit.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.id.CardId;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.Page;
import io.cardport.testkit.store.Tables.CardLook;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cards, the looks they wait for and their activation codes. */
record CardTable(Tables tables) implements CardStore {
    @Override
    public Optional<Card> find(Scope scope, CardId id) {
        return Optional.ofNullable(tables.cards.get(id))
                .filter(card -> Listing.sees(scope, card.owner().distributor()));
    }

    @Override
    public Optional<Card> lock(Scope scope, CardId id) {
        return find(scope, id);
    }

    @Override
    public void insert(Card card) {
        tables.cards.put(card.id(), card);
    }

    @Override
    public void update(Card card) {
        tables.cards.put(card.id(), card);
        switch (card.standing().state().name()) {
            case REQUESTED, PENDING, INACTIVE -> {
                // The code is still needed.
            }
            case ACTIVE, LOCKED, CLOSING, CLOSED, FAILED -> tables.activationCodes.remove(card.id());
        }
    }

    @Override
    public Page<Card> list(Filter filter, Page.Request page) {
        return Listing.page(
                tables.cards.values(),
                card -> Listing.sees(filter.scope(), card.owner().distributor())
                        && filter.status()
                                .map(card.standing().state().name()::equals)
                                .orElse(true)
                        && filter.account().map(card.owner().account()::equals).orElse(true)
                        && filter.cardholder()
                                .map(card.owner().cardholder()::equals)
                                .orElse(true)
                        && filter.product().map(card.owner().product()::equals).orElse(true)
                        && fits(card, filter.search()),
                card -> card.id().value(),
                page);
    }

    private boolean fits(Card card, Search search) {
        Instant created = card.times().createdAt();
        return (search.last4().isEmpty()
                        || search.last4().equals(card.atProvider().facts().last4()))
                && search.createdFrom().map(from -> !created.isBefore(from)).orElse(true)
                && search.createdTo().map(created::isBefore).orElse(true)
                && search.email().map(email -> belongsTo(card, email)).orElse(true)
                && search.reference().map(reference -> isNamed(card, reference)).orElse(true)
                && (!search.needsReview() || card.standing().review().isPresent());
    }

    private boolean belongsTo(Card card, String email) {
        return Optional.ofNullable(tables.cardholders.get(card.owner().cardholder()))
                .map(holder -> holder.profile().contact().email())
                .map(email::equalsIgnoreCase)
                .orElse(false);
    }

    private static boolean isNamed(Card card, String reference) {
        return card.atProvider().references().containsValue(reference)
                || card.atProvider()
                        .reference()
                        .map(known -> known.value().equals(reference))
                        .orElse(false);
    }

    @Override
    public void lookAt(CardId id, Instant at) {
        tables.looks.merge(
                id,
                new CardLook(at, false),
                (set, wanted) -> new CardLook(set.at().isBefore(wanted.at()) ? set.at() : wanted.at(), false));
    }

    @Override
    public List<CardId> takeDue(Instant now, Instant leaseUntil, int limit) {
        List<CardId> due = tables.looks.entrySet().stream()
                .filter(entry -> !entry.getValue().at().isAfter(now))
                .sorted(Comparator.comparing(entry -> entry.getValue().at()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(id -> tables.looks.put(id, new CardLook(leaseUntil, true)));
        return due;
    }

    @Override
    public void extend(List<CardId> ids, Instant leasedUntil, Instant until) {
        for (CardId id : ids) {
            tables.looks.computeIfPresent(
                    id, (key, look) -> look.at().equals(leasedUntil) ? new CardLook(until, look.leased()) : look);
        }
    }

    @Override
    public void looked(CardId id, Instant began) {
        Optional.ofNullable(tables.looks.get(id))
                .filter(look -> look.leased() || !look.at().isAfter(began))
                .ifPresent(look -> tables.looks.remove(id));
    }

    @Override
    public void keepActivationCode(CardId id, Secret code) {
        tables.activationCodes.put(id, code.<String>reveal(String::new));
    }

    @Override
    public Optional<Secret> activationCode(CardId id) {
        return Optional.ofNullable(tables.activationCodes.get(id)).map(Secret::of);
    }

    @Override
    public void keepFunds(CardId id, KnownFunds known) {
        tables.funds.merge(id, known, (kept, more) -> kept.asOf().isBefore(more.asOf()) ? more : kept);
    }

    @Override
    public Optional<KnownFunds> funds(CardId id) {
        return Optional.ofNullable(tables.funds.get(id));
    }
}
