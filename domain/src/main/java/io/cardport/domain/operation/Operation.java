package io.cardport.domain.operation;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card.Times;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.OperationId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One command to an issuer and what became of it. Immutable.
 *
 * @param id our id, from which adapters derive the issuer's idempotency key
 * @param kind which command
 * @param about what it is about
 * @param state what became of it
 * @param progress what helps to settle it
 * @param requestedBy who asked
 * @param times version and times
 */
public record Operation(
        OperationId id,
        OperationKind kind,
        About about,
        OperationState state,
        Progress progress,
        Actor requestedBy,
        Times times) {
    /**
     * What an operation is about; never changes, but for the lane of one that is reopened.
     *
     * @param distributor whose
     * @param account our name for the account at the issuer
     * @param subject the resource that it makes or changes
     * @param card the card that it concerns, where there is one: operations of one card are sent one after another
     * @param lane what excludes a second open operation; empty where nothing does
     * @param controls the controls to set, for {@link OperationKind#SET_SPENDING_CONTROLS}
     */
    public record About(
            DistributorId distributor,
            String account,
            Subject subject,
            Optional<CardId> card,
            Optional<String> lane,
            Optional<CardControlsSpec> controls) {}

    /**
     * What helps to settle an operation; times are database time.
     *
     * @param firstSentAt when the first attempt began
     * @param nextAt when a job is to take it up next; empty where nobody has to
     * @param looks how often it was looked for
     * @param keepUntil until when it may be kept while the issuer is down
     * @param references the issuer's ids by name
     * @param word the issuer's own last word, may be empty
     * @param settledAt when it was settled
     */
    public record Progress(
            Optional<Instant> firstSentAt,
            Optional<Instant> nextAt,
            int looks,
            Optional<Instant> keepUntil,
            Map<String, String> references,
            String word,
            Optional<Instant> settledAt) {
        /** Nothing sent. */
        public static final Progress NONE =
                new Progress(Optional.empty(), Optional.empty(), 0, Optional.empty(), Map.of(), "", Optional.empty());

        /** Copies the references. */
        public Progress {
            references = Map.copyOf(references);
        }

        /**
         * With another time for the job.
         *
         * @param at when, or never
         * @return the progress then
         */
        public Progress takenUpAt(Optional<Instant> at) {
            return new Progress(firstSentAt, at, looks, keepUntil, references, word, settledAt);
        }

        /**
         * Looked for once more.
         *
         * @param at when a job is to look again
         * @return the progress then
         */
        public Progress lookedFor(Instant at) {
            return new Progress(firstSentAt, Optional.of(at), looks + 1, keepUntil, references, word, settledAt);
        }

        /**
         * With what the issuer said.
         *
         * @param more the issuer's ids by name
         * @param said its own word
         * @return the progress then
         */
        public Progress learning(Map<String, String> more, String said) {
            Map<String, String> all = new HashMap<>(references);
            all.putAll(more);
            return new Progress(firstSentAt, nextAt, looks, keepUntil, all, said.isEmpty() ? word : said, settledAt);
        }
    }

    /**
     * With another state; a settled one is taken up no more. The version counts what distributors are told: success,
     * failure and review, beginning with 1; an operation that they were told nothing of has version 0.
     *
     * @param next the state
     * @param now database time
     * @return the operation then
     */
    public Operation became(OperationState next, Instant now) {
        Progress then = next.settled()
                ? new Progress(
                        progress.firstSentAt(),
                        Optional.empty(),
                        progress.looks(),
                        progress.keepUntil(),
                        progress.references(),
                        progress.word(),
                        Optional.of(now))
                : progress;
        boolean told = next.name() != state.name()
                && switch (next.name()) {
                    case SUCCEEDED, FAILED, UNSETTLED -> true;
                    case QUEUED, PENDING, CANCELLED -> false;
                };
        Times changed = told ? times.next(now) : new Times(times.version(), times.createdAt(), now);
        return new Operation(id, kind, about, next, then, requestedBy, changed);
    }

    /**
     * No longer settled. A successor may have its lane by now, so it holds none any more.
     *
     * @param next the state, which is not settled
     * @param now database time
     * @return the operation then
     */
    public Operation reopened(OperationState next, Instant now) {
        Operation open = became(next, now);
        About laneless = new About(
                about.distributor(),
                about.account(),
                about.subject(),
                about.card(),
                Optional.empty(),
                about.controls());
        Progress then = new Progress(
                progress.firstSentAt(),
                Optional.empty(),
                progress.looks(),
                progress.keepUntil(),
                progress.references(),
                progress.word(),
                Optional.empty());
        return new Operation(id, kind, laneless, next, then, requestedBy, open.times());
    }

    /**
     * With other progress, same version.
     *
     * @param next what helps to settle it
     * @return the operation then
     */
    public Operation progress(Progress next) {
        return new Operation(id, kind, about, state, next, requestedBy, times);
    }
}
