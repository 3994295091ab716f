package io.cardport.testkit.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.funding.Merchant;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.MovementId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.store.MovementStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.TransactionStore;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Movements and transactions. */
final class FundsTables {
    private FundsTables() {}

    record Movements(Tables tables) implements MovementStore {
        @Override
        public Optional<FundsMovement> find(Scope scope, MovementId id) {
            return Optional.ofNullable(tables.movements.get(id))
                    .filter(movement -> Listing.sees(scope, movement.owner().distributor()));
        }

        @Override
        public Optional<FundsMovement> lockOf(OperationId operation) {
            return tables.movements.values().stream()
                    .filter(movement -> movement.owner().operation().equals(operation))
                    .findFirst();
        }

        @Override
        public void insert(FundsMovement movement) {
            tables.movements.put(movement.id(), movement);
        }

        @Override
        public void update(FundsMovement movement) {
            insert(movement);
        }

        @Override
        public Page<FundsMovement> of(CardId card, Direction direction, Page.Request page) {
            return Listing.page(
                    tables.movements.values(),
                    movement -> movement.owner().card().equals(card) && direction(movement) == direction,
                    movement -> movement.id().value(),
                    page);
        }

        private static Direction direction(FundsMovement movement) {
            return switch (movement.kind()) {
                case INITIAL, TOP_UP -> Direction.IN;
                case WITHDRAWAL -> Direction.OUT;
            };
        }
    }

    record Transactions(Tables tables) implements TransactionStore {
        @Override
        public Optional<CardTransaction> find(Scope scope, TransactionId id) {
            return Optional.ofNullable(tables.transactions.get(id))
                    .filter(transaction -> Listing.sees(scope, transaction.distributor()));
        }

        @Override
        public Optional<CardTransaction> lock(CardId card, ProviderRef reference) {
            return find(card, reference);
        }

        @Override
        public Optional<CardTransaction> find(CardId card, ProviderRef reference) {
            return tables.transactions.values().stream()
                    .filter(transaction -> transaction.card().equals(card)
                            && transaction.seen().reference().equals(reference))
                    .findFirst();
        }

        @Override
        public void insert(CardTransaction transaction) {
            tables.transactions.put(transaction.id(), transaction);
        }

        @Override
        public void update(CardTransaction transaction) {
            insert(transaction);
        }

        @Override
        public Page<CardTransaction> list(Filter filter, Page.Request page) {
            return Listing.page(
                    tables.transactions.values(),
                    transaction -> Listing.sees(filter.scope(), transaction.distributor())
                            && filter.card().map(transaction.card()::equals).orElse(true)
                            && (filter.cardholder().isEmpty()
                                    || filter.cardholder().equals(holder(transaction)))
                            && filter.type()
                                    .map(transaction.seen().type()::equals)
                                    .orElse(true)
                            && filter.status()
                                    .map(transaction.seen().status()::equals)
                                    .orElse(true)
                            && fits(transaction, filter.time()),
                    transaction -> transaction.id().value(),
                    page);
        }

        @Override
        public Progress progress(String account) {
            return tables.readings.getOrDefault(account, Progress.NONE);
        }

        @Override
        public void progress(String account, Progress progress) {
            tables.readings.put(account, progress);
        }

        private Optional<CardholderId> holder(CardTransaction transaction) {
            return Optional.ofNullable(tables.cards.get(transaction.card()))
                    .map(Card::owner)
                    .map(Card.Owner::cardholder);
        }

        private static boolean fits(CardTransaction transaction, When time) {
            Instant at = transaction.seen().occurredAt();
            String merchant = transaction
                    .seen()
                    .merchant()
                    .flatMap(Merchant::name)
                    .orElse("")
                    .toLowerCase(Locale.ROOT);
            return time.from().map(from -> !at.isBefore(from)).orElse(true)
                    && time.to().map(at::isBefore).orElse(true)
                    && time.search()
                            .map(part -> merchant.contains(part.toLowerCase(Locale.ROOT)))
                            .orElse(true);
        }
    }
}
