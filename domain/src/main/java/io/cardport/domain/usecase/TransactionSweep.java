package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore.Named;
import io.cardport.domain.store.TransactionStore.Progress;
import io.cardport.domain.store.TransactionStore.Round;
import io.cardport.domain.usecase.ReconcileTransactions.Reading;
import io.cardport.domain.usecase.ReconcileTransactions.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the transactions of card after card, in the order of the issuer's ids and round after round: whoever is asked
 * next is who was asked longest ago, and no card needs a time of its own.
 */
final class TransactionSweep {
    private static final int CARDS = 50;
    /** So many transactions come with one call, at issuers that tell; others are asked more gently than they need. */
    private static final int PAGE = 100;

    /** So long after it an authorization may still settle or be reversed, on a closed card too. */
    private static final Duration SETTLES = Duration.ofDays(30);

    private static final Duration BEFORE_THE_CARD = Duration.ofHours(1);

    private final Context context;
    private final String account;
    private final Turn turn;
    private final KeepShown keep;

    TransactionSweep(Context context, String account, Turn turn) {
        this.context = context;
        this.account = account;
        this.turn = turn;
        this.keep = new KeepShown(context);
    }

    /** How it goes on after a card. */
    private sealed interface Asked {
        record Next() implements Asked {}

        record NextAfter(Duration time) implements Asked {}

        record Wait(Duration time) implements Asked {}

        record IssuerAway() implements Asked {}
    }

    Reading read(Progress was) {
        Instant now = context.now();
        Round round = was.round().orElseGet(() -> new Round(now, Optional.empty()));
        Optional<String> place = round.place();
        Optional<ProviderRef> after = place.map(ProviderRef::new);
        List<Named> cards = context.work().read(stores -> stores.references().cards(account, after, CARDS));
        for (Named card : cards) {
            Optional<String> behind = Optional.of(card.value().value());
            switch (ask(card, was)) {
                case Asked.Next ignored -> place = behind;
                case Asked.NextAfter(Duration time) -> {
                    goesOn(was, round, behind);
                    return new Reading.Partly(keep.tally(), time);
                }
                case Asked.Wait(Duration time) -> {
                    goesOn(was, round, place);
                    return new Reading.Partly(keep.tally(), time);
                }
                case Asked.IssuerAway ignored -> {
                    goesOn(was, round, place);
                    return new Reading.Incomplete(keep.tally());
                }
            }
        }
        if (cards.size() < CARDS) {
            return ReconcileTransactions.complete(context, account, round, keep.tally());
        }
        goesOn(was, round, place);
        return new Reading.Partly(keep.tally(), Duration.ZERO);
    }

    private void goesOn(Progress was, Round round, Optional<String> place) {
        if (!place.equals(round.place())) {
            ReconcileTransactions.goesOn(context, account, was, new Round(round.began(), place));
        }
    }

    private Asked ask(Named named, Progress was) {
        Optional<Card> card = found(named.subject()).filter(one -> mayHaveSome(one, named.value()));
        if (card.isEmpty()) {
            return new Asked.Next();
        }
        Optional<Duration> wait = turn.waiting();
        if (wait.isPresent()) {
            return new Asked.Wait(wait.get());
        }
        CardTransactions issuer =
                context.ability(account, CardTransactions.class).orElseThrow();
        switch (issuer.transactions(named.value(), from(card.get(), was))) {
            case Look.Found<List<TransactionSeen>>(var newestFirst) -> {
                keep.of(named.subject(), newestFirst.reversed());
                return paid(newestFirst.size());
            }
            case Look.Absent<List<TransactionSeen>> ignored -> keep.skip();
            case Look.Denied<List<TransactionSeen>> ignored -> keep.skip();
            case Look.Unavailable<List<TransactionSeen>>(var cause) -> {
                return switch (cause) {
                    case ISSUER_DOWN, RATE_LIMITED, CREDENTIALS_REFUSED -> new Asked.IssuerAway();
                    // What can't be read of one card must not stop the round before all others.
                    case MALFORMED_ANSWER -> {
                        keep.skip();
                        yield new Asked.Next();
                    }
                };
            }
        }
        return new Asked.Next();
    }

    /** A long list took several calls; what the first turn did not cover is taken now, and waited for before the next card. */
    private Asked paid(int shown) {
        for (int page = 1; page <= shown / PAGE; page++) {
            Optional<Duration> wait = turn.waiting();
            if (wait.isPresent()) {
                return new Asked.NextAfter(wait.get().multipliedBy(shown / PAGE - page + 1L));
            }
        }
        return new Asked.Next();
    }

    private Optional<Card> found(Subject subject) {
        return subject instanceof Subject.OfCard(var id)
                ? context.work().read(stores -> stores.cards().find(new Scope.Everything(), id))
                : Optional.empty();
    }

    private boolean mayHaveSome(Card card, ProviderRef named) {
        boolean current = card.atProvider().reference().filter(named::equals).isPresent();
        return current
                && switch (card.standing().state()) {
                    case CardState.Requested ignored -> false;
                    case CardState.Failed ignored -> false;
                    case CardState.Closed ignored ->
                        card.times().updatedAt().plus(SETTLES).isAfter(context.now());
                    case CardState.Pending ignored -> true;
                    case CardState.Inactive ignored -> true;
                    case CardState.Active ignored -> true;
                    case CardState.Locked ignored -> true;
                    case CardState.Closing ignored -> true;
                };
    }

    /** What happened before the last round was read then, and may have changed since. */
    private static Instant from(Card card, Progress was) {
        Instant beginning = card.times().createdAt().minus(BEFORE_THE_CARD);
        return was.readUntil()
                .map(last -> last.minus(SETTLES))
                .filter(beginning::isBefore)
                .orElse(beginning);
    }
}
