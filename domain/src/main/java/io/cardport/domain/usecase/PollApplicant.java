package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks the issuer how far an approval is. Waiting ends at the deadline, but only after a look that brought no decision; a
 * late decision is still taken.
 */
public final class PollApplicant {
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration LATE = Duration.ofDays(30);

    private final Context context;
    private final Settlement settlement;
    private final Holders holders;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public PollApplicant(Context context) {
        this.context = context;
        this.settlement = new Settlement(context);
        this.holders = new Holders(context, settlement.changes());
    }

    /**
     * Asks and takes over what the issuer says.
     *
     * @param id which approval
     * @return the approval as it stands then
     */
    public Optional<Applicant> handle(ApplicantId id) {
        Optional<Applicant> found =
                context.work().read(stores -> stores.applicants().find(id));
        if (found.isEmpty()) {
            return found;
        }
        Applicant applicant = found.get();
        Cardholder holder = context.work()
                .read(stores -> Holders.asApplicant(
                        stores.cardholders()
                                .find(new Scope.Everything(), applicant.cardholder())
                                .orElseThrow(),
                        applicant));
        Optional<ApplicantScreening> screening = context.ability(holder.owner().account(), ApplicantScreening.class);
        if (screening.isEmpty() || holder.reference().isEmpty()) {
            return context.work().write(stores -> rescheduled(stores, applicant, Optional.empty()));
        }
        ProviderRef product = context.work().read(stores -> product(stores, applicant, holder));
        Instant began = context.now();
        Look<ApplicantSeen> look = screening.get().applicant(holder.reference().get(), product);
        return context.work().write(stores -> took(stores, applicant, began, look));
    }

    static ProviderRef product(Stores stores, Applicant applicant, Cardholder holder) {
        return switch (applicant.scope()) {
            case ProductScope.AnyProduct ignored -> holder.reference().orElseThrow();
            case ProductScope.OneProduct(var id) ->
                stores.products().find(id).orElseThrow().seen().reference();
        };
    }

    private Optional<Applicant> took(Stores stores, Applicant seen, Instant began, Look<ApplicantSeen> look) {
        Cardholder holder = stores.cardholders()
                .lock(new Scope.Everything(), seen.cardholder())
                .orElseThrow();
        Applicant applicant =
                stores.applicants().lock(seen.cardholder(), seen.scope()).orElseThrow();
        if (!(look instanceof Look.Found<ApplicantSeen>(var answer))) {
            return Optional.of(notSeen(stores, holder, applicant));
        }
        holders.read(stores, holder, applicant, answer, began, false);
        Applicant after =
                stores.applicants().lock(seen.cardholder(), seen.scope()).orElseThrow();
        return expired(after) ? expire(stores, holder, after) : Optional.of(after);
    }

    /** A look that brought nothing ends no waiting, however late it is. */
    private Applicant notSeen(Stores stores, Cardholder holder, Applicant applicant) {
        Instant now = context.now();
        Applicant.Schedule was = applicant.schedule();
        Optional<Instant> next = applicant.standing().state() == ApplicantState.EXPIRED
                ? tomorrow(was, now)
                : Optional.of(Holders.Polling.of(
                                context.providers().find(holder.owner().account()))
                        .next(now, was.polls()));
        Applicant after = applicant.schedule(
                new Applicant.Schedule(was.submittedAt(), was.decidedAt(), next, was.deadline(), was.polls() + 1));
        stores.applicants().update(after);
        return after;
    }

    private static Optional<Instant> tomorrow(Applicant.Schedule was, Instant now) {
        return was.deadline().map(end -> end.plus(LATE)).filter(now::isBefore).map(late -> now.plus(DAILY));
    }

    private boolean expired(Applicant applicant) {
        return waiting(applicant.standing().state())
                && applicant
                        .schedule()
                        .deadline()
                        .filter(context.now()::isAfter)
                        .isPresent();
    }

    private static boolean waiting(ApplicantState state) {
        return switch (state) {
            case IN_REVIEW, INCOMPLETE, EXPIRED -> true;
            case NEW, APPROVED, REJECTED, SUSPENDED -> false;
        };
    }

    private Optional<Applicant> expire(Stores stores, Cardholder holder, Applicant applicant) {
        Instant now = context.now();
        Applicant.Schedule was = applicant.schedule();
        Applicant.Standing standing = applicant.standing();
        Applicant after = applicant
                .standing(new Applicant.Standing(
                        ApplicantState.EXPIRED,
                        standing.word(),
                        standing.reason(),
                        standing.next(),
                        standing.review(),
                        standing.readAt()))
                .schedule(new Applicant.Schedule(
                        was.submittedAt(), was.decidedAt(), tomorrow(was, now), was.deadline(), was.polls()));
        Cardholder current =
                stores.cardholders().find(new Scope.Everything(), holder.id()).orElseThrow();
        settlement.changes().changed(stores, current, applicant, after, false);
        return Optional.of(after);
    }

    private static Optional<Applicant> rescheduled(Stores stores, Applicant seen, Optional<Instant> at) {
        stores.cardholders().lock(new Scope.Everything(), seen.cardholder());
        return stores.applicants().lock(seen.cardholder(), seen.scope()).map(applicant -> {
            Applicant after = applicant.schedule(applicant.schedule().pollingAt(at));
            stores.applicants().update(after);
            return after;
        });
    }
}
