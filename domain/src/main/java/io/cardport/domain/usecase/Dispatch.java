package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.funding.FundsMovement;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.SendRight;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.product.Product;
import io.cardport.domain.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Turns an operation and what it is about into one call of the issuer; the same for a first and a later attempt. */
final class Dispatch {
    /** A node that needs longer than this from the beginning of its commit to the call must not send any more. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private final Context context;

    Dispatch(Context context) {
        this.context = context;
    }

    /** What an operation is about, as the transaction that gave the right to send saw it. */
    record Materials(
            Optional<Card> card,
            Optional<Cardholder> holder,
            Optional<Product> product,
            Optional<FundsMovement> movement,
            Optional<Onboarding.Sending> onboarding,
            String reason) {
        static Materials of(Card card, String reason) {
            return new Materials(
                    Optional.of(card), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), reason);
        }
    }

    /** What is never kept: it lives in the first attempt only. */
    record Secrets(Optional<Secret> cardNumber, Optional<Secret> pin, Optional<Secret> activationCode) {
        static final Secrets NONE = new Secrets(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Sends. Nothing that an adapter throws may lose the operation: after the call began, what happened is unknown.
     *
     * @param began the monotonic clock when the commit began that gave the right to send
     */
    Outcome<Effect> send(Operation operation, Materials about, Secrets secrets, long began) {
        if (System.nanoTime() - began > GRACE.toNanos()) {
            return new Outcome.NotSent<>(NotSentCause.TOO_LATE);
        }
        var account = context.providers().find(operation.about().account());
        if (account.isEmpty()) {
            return new Outcome.NotSent<>(NotSentCause.UNREACHABLE);
        }
        try {
            return SendRight.until(
                    began + GRACE.toNanos(), () -> call(account.get().provider(), operation, about, secrets));
        } catch (RuntimeException bug) {
            System.getLogger(Dispatch.class.getName())
                    .log(System.Logger.Level.ERROR, "an adapter threw {0} for {1}", bug.getClass(), operation.id());
            return new Outcome.Unknown<>(UnknownCause.NO_ANSWER);
        }
    }

    private Outcome<Effect> call(IssuingProvider provider, Operation operation, Materials about, Secrets secrets) {
        return switch (operation.kind()) {
            case REGISTER_CARDHOLDER ->
                Effect.of(provider.onboard(onboarding(operation, about)), Effect.Onboarded::new);
            case SUBMIT_APPLICANT -> submit(provider, operation, about);
            case ISSUE_CARD -> issue(provider, operation, about, secrets);
            case ACTIVATE_CARD ->
                with(
                        provider,
                        CardActivation.class,
                        activation -> Effect.of(
                                activation.activate(new CardActivation.Activate(
                                        operation.id(), reference(about), secrets.activationCode(), secrets.pin())),
                                Effect.Changed::new));
            case LOCK_CARD ->
                with(
                        provider,
                        CardControls.class,
                        controls -> Effect.of(controls.lock(command(operation, about)), Effect.Changed::new));
            case UNLOCK_CARD ->
                with(
                        provider,
                        CardControls.class,
                        controls -> Effect.of(controls.unlock(command(operation, about)), Effect.Changed::new));
            case CLOSE_CARD ->
                with(
                        provider,
                        CardClosing.class,
                        closing -> Effect.of(closing.close(command(operation, about)), Effect.Changed::new));
            case TOP_UP ->
                with(
                        provider,
                        CardFunding.class,
                        funding -> Effect.of(funding.topUp(move(operation, about)), Effect.Moved::new));
            case WITHDRAW ->
                with(
                        provider,
                        CardWithdrawal.class,
                        withdrawal -> Effect.of(withdrawal.withdraw(move(operation, about)), Effect.Moved::new));
            case SET_PIN ->
                with(
                        provider,
                        PinSetting.class,
                        pins -> Effect.of(
                                pins.setPin(
                                        operation.id(),
                                        reference(about),
                                        secrets.pin().orElseThrow()),
                                done -> new Effect.Nothing()));
            case SET_SPENDING_CONTROLS ->
                with(
                        provider,
                        SpendControls.class,
                        controls -> Effect.of(
                                controls.apply(
                                        operation.id(),
                                        reference(about),
                                        operation.about().controls().orElseThrow()),
                                done -> new Effect.Nothing()));
            // Sent by UpdateCardholder itself: it needs the profile before and after, which nothing keeps.
            case UPDATE_CARDHOLDER -> new Outcome.NotSent<>(NotSentCause.TOO_LATE);
        };
    }

    private static Outcome<Effect> submit(IssuingProvider provider, Operation operation, Materials about) {
        OnboardCommand command = onboarding(operation, about);
        boolean turnedBack = about.onboarding()
                .filter(sending -> sending.way() == Onboarding.Way.AGAIN)
                .isPresent();
        // Where the issuer approves the person, a person that it has was submitted with its registration.
        boolean approvedAsPerson = command.product().isEmpty();
        return command.known().isPresent() && (turnedBack || approvedAsPerson)
                ? with(
                        provider,
                        ApplicantResubmission.class,
                        resubmission -> Effect.of(resubmission.resubmit(command), Effect.Onboarded::new))
                : Effect.of(provider.onboard(command), Effect.Onboarded::new);
    }

    private static Outcome<Effect> issue(
            IssuingProvider provider, Operation operation, Materials about, Secrets secrets) {
        IssueCommand command = issueCommand(operation, about, secrets.cardNumber());
        return secrets.cardNumber().isPresent()
                ? with(
                        provider,
                        CardAssignment.class,
                        assignment -> Effect.of(assignment.assign(command), Effect.Issued::new))
                : Effect.of(provider.issue(command), Effect.Issued::new);
    }

    static IssueCommand issueCommand(Operation operation, Materials about, Optional<Secret> cardNumber) {
        Card card = about.card().orElseThrow();
        Cardholder holder = about.holder().orElseThrow();
        Product product = about.product().orElseThrow();
        return new IssueCommand(
                operation.id(),
                card.id(),
                new IssueCommand.HolderAtProvider(holder.reference().orElseThrow(), holder.profile()),
                new IssueCommand.ProductAtProvider(
                        product.seen().reference(),
                        card.terms().type(),
                        card.terms().currency()),
                card.terms().options(),
                cardNumber);
    }

    static OnboardCommand onboarding(Operation operation, Materials about) {
        return about.onboarding().map(Onboarding.Sending::command).orElseGet(() -> {
            Cardholder holder = about.holder().orElseThrow();
            return new OnboardCommand(
                    operation.id(),
                    holder.id(),
                    holder.reference(),
                    about.product().map(product -> product.seen().reference()),
                    holder.profile(),
                    Documents.NONE,
                    Optional.empty());
        });
    }

    private static CardCommand command(Operation operation, Materials about) {
        return new CardCommand(operation.id(), reference(about), about.reason());
    }

    private static MoveFunds move(Operation operation, Materials about) {
        return new MoveFunds(
                operation.id(), reference(about), about.movement().orElseThrow().amount());
    }

    private static ProviderRef reference(Materials about) {
        return about.card().flatMap(card -> card.atProvider().reference()).orElseThrow();
    }

    private static <C extends Capability> Outcome<Effect> with(
            IssuingProvider provider, Class<C> capability, Function<C, Outcome<Effect>> call) {
        return provider.can(capability)
                .map(call)
                .orElseGet(() -> new Outcome.Refused<>(
                        new Refusal(Refusal.Reason.UNSUPPORTED, Capability.nameOf(capability), "")));
    }
}
