package io.cardport.domain.usecase;

import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What was tried about an operation, before it has a time. */
record Steps(Step.Kind kind, String detail) {
    static Steps of(Step.Kind kind, Enum<?> word) {
        return new Steps(kind, word.name().toLowerCase(Locale.ROOT));
    }

    /** What a new state tells; that all went well needs no telling. */
    static Optional<Steps> of(OperationState state) {
        return switch (state) {
            case OperationState.Unknown(var cause) -> Optional.of(of(Step.Kind.LOST, cause));
            case OperationState.InReview(var reason) -> Optional.of(new Steps(Step.Kind.REVIEW, reason));
            case OperationState.Queued ignored -> Optional.empty();
            case OperationState.Sending(int attempt, Instant by) ->
                attempt > 1 ? Optional.of(new Steps(Step.Kind.SENT, "attempt " + attempt)) : Optional.empty();
            case OperationState.Waiting ignored -> Optional.empty();
            case OperationState.Confirming ignored -> Optional.empty();
            case OperationState.Succeeded ignored -> Optional.empty();
            case OperationState.Failed ignored -> Optional.empty();
            case OperationState.SucceededByHand ignored -> Optional.empty();
            case OperationState.FailedByHand ignored -> Optional.empty();
            case OperationState.Cancelled ignored -> Optional.empty();
        };
    }

    /** What a look brought; a review tells its reason itself. */
    static Optional<Steps> of(Searches.Finding finding) {
        return switch (finding) {
            case Searches.Finding.Was ignored -> looked("found");
            case Searches.Finding.Failed(var failure, var money) -> looked(failure.code());
            case Searches.Finding.Unmade ignored -> looked("card_not_made");
            case Searches.Finding.NotYet ignored -> looked("not_yet");
            case Searches.Finding.Unseen ignored -> looked("card_does_not_show_it");
            case Searches.Finding.NotAsked(var cause) -> Optional.of(of(Step.Kind.NOT_ASKED, cause));
            case Searches.Finding.Undecidable ignored -> Optional.empty();
        };
    }

    /** What an issuer has taken on is asked for again and again: only that it can't be asked is worth a note. */
    static void note(Context context, Operation operation, Searches.Finding finding) {
        boolean waiting = operation.state() instanceof OperationState.Waiting;
        of(finding)
                .filter(step -> step.kind() == Step.Kind.NOT_ASKED || !waiting)
                .ifPresent(step -> context.work().write(stores -> {
                    stores.operations().step(operation.id(), step.at(context.now()));
                    return step;
                }));
    }

    private static Optional<Steps> looked(String brought) {
        return Optional.of(new Steps(Step.Kind.LOOKED, brought));
    }

    Step at(Instant now) {
        return new Step(now, kind, detail);
    }
}
