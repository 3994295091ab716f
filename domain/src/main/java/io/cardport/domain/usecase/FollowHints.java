package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.Stores;
import io.cardport.domain.webhook.Hints;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has what anybody may have named looked at. A hint only moves the time of a look that the polling budget pays for, and never
 * close to the last one; what is not known is dropped.
 */
final class FollowHints {
    private static final int NAMES = 20;
    private static final Duration BETWEEN_LOOKS_AT_A_CARD = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Context context;

    FollowHints(Context context) {
        this.context = context;
    }

    void follow(String account, Hints hints) {
        Instant now = context.now();
        context.work().write(stores -> {
            // In the order in which all transactions lock.
            named(stores, account, Kind.HOLDER, hints.holders())
                    .flatMap(subject -> Holders.meant(stores, subject).stream())
                    .forEach(applicant -> poll(stores, applicant, now));
            named(stores, account, Kind.CARD, hints.cards())
                    .flatMap(subject -> subject instanceof Subject.OfCard(var id) ? Stream.of(id) : Stream.empty())
                    .forEach(card -> look(stores, card, now));
            named(stores, account, Kind.ORDER, hints.orders())
                    .flatMap(subject -> subject instanceof Subject.OfOperation(var id) ? Stream.of(id) : Stream.empty())
                    .forEach(operation -> takeUp(stores, operation, now));
            return hints;
        });
    }

    private static Stream<Subject> named(Stores stores, String account, Kind kind, Set<ProviderRef> names) {
        return names.stream()
                .limit(NAMES)
                .flatMap(name -> stores.references().find(new Reference(account, kind, name)).stream())
                .distinct();
    }

    private static void look(Stores stores, CardId id, Instant now) {
        Optional<Card> card = stores.cards().find(new Scope.Everything(), id);
        card.ifPresent(
                known -> stores.cards().lookAt(id, after(known.standing().readAt(), BETWEEN_LOOKS_AT_A_CARD, now)));
    }

    private static void poll(Stores stores, Applicant seen, Instant now) {
        stores.cardholders().lock(new Scope.Everything(), seen.cardholder());
        Applicant applicant =
                stores.applicants().lock(seen.cardholder(), seen.scope()).orElseThrow();
        Applicant.Schedule was = applicant.schedule();
        Instant at = after(applicant.standing().readAt(), BETWEEN_LOOKS, now);
        boolean sooner = was.nextPollAt().filter(next -> !next.isAfter(at)).isEmpty();
        if (was.submittedAt().isPresent() && sooner) {
            stores.applicants()
                    .update(applicant.schedule(new Applicant.Schedule(
                            was.submittedAt(), was.decidedAt(), Optional.of(at), was.deadline(), was.polls())));
        }
    }

    /** Only what the issuer took on is asked for: while an attempt may be under way, no look is made for anybody. */
    private static void takeUp(Stores stores, OperationId id, Instant now) {
        Operation operation = TakingUp.lock(
                stores, stores.operations().find(new Scope.Everything(), id).orElseThrow());
        Instant at = now.plus(BETWEEN_LOOKS);
        boolean sooner = operation.progress().nextAt().filter(at::isBefore).isPresent();
        if (operation.state() instanceof OperationState.Waiting && sooner) {
            stores.operations().update(operation.progress(operation.progress().takenUpAt(Optional.of(at))));
        }
    }

    private static Instant after(Optional<Instant> last, Duration pause, Instant now) {
        return last.map(at -> at.plus(pause)).filter(now::isBefore).orElse(now);
    }
}
