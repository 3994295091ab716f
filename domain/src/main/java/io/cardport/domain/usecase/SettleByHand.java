package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.CardFacts;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationNews;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settles an operation that is in review as a person found it to be, on it and on what it is about as if the issuer had
 * said so. It remains a candidate: the issuer's word to the contrary reopens it. (Soundness rule 4.)
 */
public final class SettleByHand {
    /** Failure code of an operation that a person settled as not done. */
    public static final String CODE = "settled_by_hand";

    private final Context context;
    private final Keys keys;
    private final Settlement settlement;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public SettleByHand(Context context) {
        this.context = context;
        this.keys = new Keys(context);
        this.settlement = new Settlement(context);
    }

    /** What a person found out. */
    public enum As {
        /** The issuer did it. */
        SUCCEEDED,
        /** The issuer did not and will not do it; its money never left or is back. */
        FAILED
    }

    /**
     * Which operation, and how it ended.
     *
     * @param actor who found out
     * @param operation which
     * @param as how it ended
     * @param evidence how that is known; kept in the audit trail
     * @param reference the issuer's id of what it made (card, holder) or of the order of money
     */
    public record Command(
            Actor actor, OperationId operation, As as, String evidence, Optional<ProviderRef> reference) {}

    private sealed interface Found {
        record Done(Effect effect) implements Found {}

        record NotDone() implements Found {}

        record Wrong(String detail) implements Found {}
    }

    /**
     * Carries it out.
     *
     * @param command which operation, and how it ended
     * @param once how it is to have its effect once
     * @return the settled operation; declined where there is none, it is not in review, or the issuer's id is missing or
     *     belongs to something else
     */
    public Result<Operation> handle(Command command, Once<Operation> once) {
        return context.work().write(stores -> keys.within(stores, once, () -> settle(stores, command)));
    }

    private Result<Operation> settle(Stores stores, Command command) {
        Optional<Operation> seen = stores.operations().find(new Scope.Everything(), command.operation());
        if (seen.isEmpty()) {
            return new Result.Declined<>(new Problem.NotFound());
        }
        settlement.subjects().lock(stores, seen.get());
        Operation operation = stores.operations().lock(command.operation()).orElseThrow();
        if (!(operation.state() instanceof OperationState.InReview)) {
            return new Result.Declined<>(
                    new Problem.NotInReview(operation.id(), operation.state().name()));
        }
        return switch (found(stores, operation, command)) {
            case Found.Wrong(var detail) ->
                new Result.Declined<>(
                        new Problem.InvalidFields(List.of(new Problem.Fault("/providerReference", detail))));
            case Found.Done(var effect) -> {
                named(stores, operation, command);
                Operation settled = settlement.byHand(
                        stores,
                        operation,
                        new OperationNews.DoneByHand(),
                        () -> settlement.subjects().succeeded(stores, operation, effect));
                lookAgain(stores, settled);
                yield recorded(stores, settled, command);
            }
            case Found.NotDone ignored -> {
                named(stores, operation, command);
                Failure failure = new Failure(CODE, "");
                Operation settled = settlement.byHand(
                        stores,
                        operation,
                        new OperationNews.NotDoneByHand(failure),
                        () -> settlement.subjects().failed(stores, operation, failure, Subjects.Money.BACK));
                yield recorded(stores, settled, command);
            }
        };
    }

    private Found found(Stores stores, Operation operation, Command command) {
        if (command.reference()
                .filter(order -> ofAnother(stores, operation, order))
                .isPresent()) {
            return new Found.Wrong("is known as another operation's");
        }
        if (command.as() == As.FAILED) {
            return new Found.NotDone();
        }
        Optional<Effect> effect = effect(stores, operation, command);
        if (effect.isEmpty()) {
            return new Found.Wrong("is required: the issuer's id of what it made");
        }
        return settlement.subjects().ofAnother(stores, operation, effect.get())
                ? new Found.Wrong("is known as another card's or cardholder's")
                : new Found.Done(effect.get());
    }

    /** What the issuer would have told; how far it is by now shows the next look. */
    private static Optional<Effect> effect(Stores stores, Operation operation, Command command) {
        return switch (operation.kind()) {
            case ISSUE_CARD ->
                command.reference().or(() -> known(stores, operation)).map(SettleByHand::made);
            case REGISTER_CARDHOLDER, SUBMIT_APPLICANT ->
                command.reference().or(() -> holder(stores, operation)).map(SettleByHand::onboarded);
            case TOP_UP, WITHDRAW -> Optional.of(new Effect.Moved(FundsMoved.PLAIN));
            case ACTIVATE_CARD, UNLOCK_CARD -> Optional.of(changed(CardReading.ACTIVE));
            case LOCK_CARD -> Optional.of(changed(CardReading.LOCKED));
            case CLOSE_CARD -> Optional.of(changed(CardReading.CLOSED));
            case UPDATE_CARDHOLDER, SET_PIN, SET_SPENDING_CONTROLS -> Optional.of(new Effect.Nothing());
        };
    }

    private static Effect made(ProviderRef card) {
        return new Effect.Issued(new IssuedCard(
                new CardSeen(card, CardReading.PENDING, "", CardFacts.NONE, Optional.empty()), Map.of()));
    }

    private static Effect onboarded(ProviderRef holder) {
        return new Effect.Onboarded(new OnboardedHolder(
                holder,
                Map.of(),
                new ApplicantSeen(
                        ApplicantReading.IN_REVIEW,
                        "",
                        Optional.empty(),
                        ApplicantSeen.NextStep.NONE,
                        Optional.empty())));
    }

    private static Effect changed(CardReading reading) {
        return new Effect.Changed(new CardChanged(reading, "", Optional.empty()));
    }

    private static Optional<ProviderRef> known(Stores stores, Operation operation) {
        return operation
                .about()
                .card()
                .flatMap(card -> stores.cards().find(new Scope.Everything(), card))
                .flatMap(card -> card.atProvider().reference());
    }

    private static Optional<ProviderRef> holder(Stores stores, Operation operation) {
        Optional<ProviderRef> applicant = operation.about().subject() instanceof Subject.OfApplicant(var id)
                ? stores.applicants().find(id).flatMap(found -> found.reference())
                : Optional.empty();
        return applicant.or(() -> stores.cardholders()
                .find(new Scope.Everything(), Holders.cardholderOf(stores, operation))
                .flatMap(found -> found.reference()));
    }

    private static boolean ofAnother(Stores stores, Operation operation, ProviderRef order) {
        return aboutMoney(operation)
                && stores.references()
                        .lock(orderOf(operation, order))
                        .filter(owner -> !owner.equals(new Subject.OfOperation(operation.id())))
                        .isPresent();
    }

    private static boolean aboutMoney(Operation operation) {
        return operation.kind() == OperationKind.TOP_UP || operation.kind() == OperationKind.WITHDRAW;
    }

    private static Reference orderOf(Operation operation, ProviderRef order) {
        return new Reference(operation.about().account(), Kind.ORDER, order);
    }

    /** The order's id is known from now on, so that a later webhook finds the operation. */
    private void named(Stores stores, Operation operation, Command command) {
        command.reference().filter(order -> aboutMoney(operation)).ifPresent(order -> {
            settlement.subjects().accepted(stores, operation, order, Optional.empty());
            stores.references()
                    .bind(orderOf(operation, order), new Subject.OfOperation(operation.id()))
                    .forEach(delivery -> stores.inbox().again(delivery, context.now()));
        });
    }

    /** How the card is now shows the issuer. */
    private void lookAgain(Stores stores, Operation operation) {
        if (context.ability(operation.about().account(), CardLookup.class).isPresent()) {
            operation.about().card().ifPresent(card -> stores.cards().lookAt(card, context.now()));
        }
    }

    private Result<Operation> recorded(Stores stores, Operation settled, Command command) {
        String reason =
                command.as() + command.reference().map(known -> " " + known).orElse("") + ": " + command.evidence();
        stores.audit()
                .append(new AuditEntry(
                        command.actor(),
                        "operation.settle",
                        Optional.of(new Subject.OfOperation(settled.id())),
                        reason,
                        context.now()));
        return new Result.Settled<>(settled);
    }
}
