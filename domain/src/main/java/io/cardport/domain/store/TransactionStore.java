package io.cardport.domain.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.funding.CardTransaction;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.issuing.ProviderRef;
import java.time.Instant;
import java.util.Optional;

/** Card transactions. */
public interface TransactionStore {
    /**
     * Finds a transaction.
     *
     * @param scope whose are seen
     * @param id which
     * @return the transaction, empty for missing and foreign alike
     */
    Optional<CardTransaction> find(Scope scope, TransactionId id);

    /**
     * Finds a card's transaction by the issuer's id.
     *
     * @param card which card
     * @param reference the issuer's id
     * @return the transaction
     */
    Optional<CardTransaction> find(CardId card, ProviderRef reference);

    /**
     * Finds a card's transaction by the issuer's id and locks its row. The card's row is locked before.
     *
     * @param card which card
     * @param reference the issuer's id
     * @return the transaction
     */
    Optional<CardTransaction> lock(CardId card, ProviderRef reference);

    /**
     * Adds a transaction.
     *
     * @param transaction a new transaction
     */
    void insert(CardTransaction transaction);

    /**
     * Replaces a transaction that this transaction has locked.
     *
     * @param transaction the transaction as it is now
     */
    void update(CardTransaction transaction);

    /**
     * Lists transactions.
     *
     * @param filter which
     * @param page which part
     * @return the part, last recorded first
     */
    Page<CardTransaction> list(Filter filter, Page.Request page);

    /**
     * How far the transactions of an account's cards were read without anybody telling of them.
     *
     * @param account our name for the account
     * @return {@link Progress#NONE} where they never were
     */
    Progress progress(String account);

    /**
     * Notes how far they were read.
     *
     * @param account our name for the account
     * @param progress how far
     */
    void progress(String account, Progress progress);

    /**
     * How far transactions were read.
     *
     * @param readUntil when the last round that was complete had begun, in database time
     * @param round the round under way
     */
    record Progress(Optional<Instant> readUntil, Optional<Round> round) {
        /** Nothing was read. */
        public static final Progress NONE = new Progress(Optional.empty(), Optional.empty());
    }

    /**
     * A round through the transactions of an account.
     *
     * @param began when, in database time
     * @param place where it goes on, empty at its beginning
     */
    record Round(Instant began, Optional<String> place) {}

    /**
     * Which transactions.
     *
     * @param scope whose
     * @param card on which card
     * @param cardholder of which holder
     * @param type of which kind
     * @param status how far
     * @param time when and where
     */
    record Filter(
            Scope scope,
            Optional<CardId> card,
            Optional<CardholderId> cardholder,
            Optional<TransactionType> type,
            Optional<TransactionStatus> status,
            When time) {}

    /**
     * When and where.
     *
     * @param from at or after
     * @param to before
     * @param search part of the merchant's name, in any case
     */
    record When(Optional<Instant> from, Optional<Instant> to, Optional<String> search) {}
}
