package io.cardport.domain.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.HolderWish;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operations. */
public interface OperationStore {
    /**
     * Finds an operation.
     *
     * @param scope whose are seen
     * @param id which
     * @return the operation, empty for missing and foreign alike
     */
    Optional<Operation> find(Scope scope, OperationId id);

    /**
     * Finds an operation and locks its row until the transaction ends. The rows of what it is about are locked before.
     *
     * @param id which
     * @return the operation
     */
    Optional<Operation> lock(OperationId id);

    /**
     * Adds an operation, unless one that is not settled holds its lane.
     *
     * @param operation a new operation
     * @return what became of it
     */
    Added insert(Operation operation);

    /**
     * Replaces an operation that this transaction has locked or inserted.
     *
     * @param operation the operation as it is now
     */
    void update(Operation operation);

    /**
     * Lists the operations of a card that are not settled.
     *
     * @param card which card
     * @return oldest first
     */
    List<Operation> openOf(CardId card);

    /**
     * Finds the operation that holds a lane.
     *
     * @param lane which lane
     * @return the operation, empty where none that is not settled holds it
     */
    Optional<OperationId> inLane(String lane);

    /**
     * Counts the operations of an account that are recorded and not sent.
     *
     * @param account our name for the account
     * @param most where counting ends
     * @return how many; {@code most} stands for that many or more
     */
    int queued(String account, int most);

    /**
     * Lists the issues for a holder that are not settled.
     *
     * @param cardholder which holder
     * @return oldest first
     */
    List<Operation> openIssues(CardholderId cardholder);

    /**
     * Notes what the issuer had in an operation's lane before it was sent, in place of what was noted before.
     *
     * @param id which operation
     * @param ids the issuer's ids
     */
    void note(OperationId id, Set<ProviderRef> ids);

    /**
     * What the issuer had in an operation's lane before it was sent.
     *
     * @param id which operation
     * @return the issuer's ids, empty where nothing was noted
     */
    Optional<Set<ProviderRef>> noted(OperationId id);

    /**
     * Keeps what a cardholder is to become once the issuer has it so, sealed as the holder's other data.
     *
     * @param id the operation that asks for it
     * @param cardholder whose data it is
     * @param wish what the holder is to become
     */
    void wish(OperationId id, CardholderId cardholder, HolderWish wish);

    /**
     * What a cardholder is to become.
     *
     * @param id the operation that asks for it
     * @param cardholder whose data it is
     * @return the wish, empty where there is none or the holder's data was erased
     */
    Optional<HolderWish> wished(OperationId id, CardholderId cardholder);

    /**
     * Lists the operations of a card that a person settled: what the issuer says late may be of them.
     *
     * @param card which card
     * @return oldest first
     */
    List<Operation> byHandOf(CardId card);

    /**
     * Lists the issues for a holder that a person settled.
     *
     * @param cardholder which holder
     * @return oldest first
     */
    List<Operation> issuesByHand(CardholderId cardholder);

    /**
     * Notes what was tried, unless the last thing that was tried is the same.
     *
     * @param id which operation
     * @param step what was tried
     */
    void step(OperationId id, Step step);

    /**
     * What was tried about an operation that did not simply succeed.
     *
     * @param id which operation
     * @return oldest first
     */
    List<Step> steps(OperationId id);

    /**
     * Takes operations that are due ({@code progress.nextAt}); each is due again at the lease's end.
     *
     * @param now database time
     * @param leaseUntil when another node may take them
     * @param limit how many at most
     * @return the operations, oldest due first
     */
    List<OperationId> takeDue(Instant now, Instant leaseUntil, int limit);

    /**
     * Lengthens the leases of operations that are still worked on; one that was given another time meanwhile keeps that.
     *
     * @param ids which
     * @param leasedUntil the end of their leases so far, as it was given to {@link #takeDue}
     * @param until when another node may take them now
     */
    void extend(List<OperationId> ids, Instant leasedUntil, Instant until);

    /**
     * Makes what waits to be sent due now instead of later, oldest first, one after another.
     *
     * @param account our name for the account
     * @param now database time, when the oldest is due
     * @param apart how long after the one before each is due; zero for all at once
     * @param most how many at most
     * @return how many were made due sooner
     */
    int hasten(String account, Instant now, Duration apart, int most);

    /**
     * Lists operations.
     *
     * @param filter which
     * @param page which part
     * @return the part, newest first
     */
    Page<Operation> list(Filter filter, Page.Request page);

    /** What became of adding. */
    sealed interface Added {
        /** It is there. */
        record Inserted() implements Added {}

        /**
         * Another one holds the lane; nothing was added.
         *
         * @param holder which
         */
        record LaneTaken(OperationId holder) implements Added {}
    }

    /**
     * Which operations.
     *
     * @param scope whose
     * @param state in which state
     * @param account at which account
     * @param card of which card
     */
    record Filter(Scope scope, Optional<OperationState.Name> state, Optional<String> account, Optional<CardId> card) {}
}
