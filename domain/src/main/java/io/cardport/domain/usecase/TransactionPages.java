package io.cardport.domain.usecase;

import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.AccountTransactions.OfCard;
import io.cardport.domain.issuing.AccountTransactions.Part;
import io.cardport.domain.issuing.AccountTransactions.Span;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.TransactionStore.Progress;
import io.cardport.domain.store.TransactionStore.Round;
import io.cardport.domain.usecase.ReconcileTransactions.Reading;
import io.cardport.domain.usecase.ReconcileTransactions.Tally;
import io.cardport.domain.usecase.ReconcileTransactions.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an account's list of transactions, so many pages at a time. */
final class TransactionPages {
    /** Rounds overlap, for what the issuer writes late or what our record of a card came too late for. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static final Duration FIRST = Duration.ofHours(24);
    private static final int PAGES = 20;

    private final Context context;
    private final String account;
    private final Turn turn;
    private final KeepShown keep;

    TransactionPages(Context context, String account, Turn turn) {
        this.context = context;
        this.account = account;
        this.turn = turn;
        this.keep = new KeepShown(context);
    }

    Reading read(Progress was) {
        AccountTransactions issuer =
                context.ability(account, AccountTransactions.class).orElseThrow();
        Instant now = context.now();
        Round round = was.round().orElseGet(() -> new Round(now, Optional.empty()));
        Span span = new Span(
                was.readUntil()
                        .map(last -> last.minus(OVERLAP))
                        .orElseGet(() -> round.began().minus(FIRST)),
                round.began());
        List<OfCard> shown = new ArrayList<>();
        Optional<String> place = round.place();
        for (int page = 0; page < PAGES; page++) {
            Optional<Duration> wait = turn.waiting();
            if (wait.isPresent()) {
                return new Reading.Partly(so(was, round, place, shown), wait.get());
            }
            switch (issuer.transactions(span, place)) {
                case Look.Found<Part>(Part part) -> {
                    shown.addAll(part.transactions());
                    place = part.next();
                    if (place.isEmpty()) {
                        return ReconcileTransactions.complete(context, account, round, kept(shown));
                    }
                }
                case Look.Unavailable<Part>(var cause) -> {
                    if (cause == Look.Cause.MALFORMED_ANSWER) {
                        unreadable(place);
                    }
                    return new Reading.Incomplete(so(was, round, place, shown));
                }
                case Look.Absent<Part> ignored -> {
                    return refused(was, shown);
                }
                case Look.Denied<Part> ignored -> {
                    return refused(was, shown);
                }
            }
        }
        return new Reading.Partly(so(was, round, place, shown), Duration.ZERO);
    }

    private Tally so(Progress was, Round round, Optional<String> place, List<OfCard> shown) {
        Tally tally = kept(shown);
        if (!place.equals(round.place())) {
            ReconcileTransactions.goesOn(context, account, was, new Round(round.began(), place));
        }
        return tally;
    }

    /** Asked for again until somebody has seen to it: what stands behind it can't be reached. */
    private void unreadable(Optional<String> place) {
        keep.skip();
        System.getLogger(TransactionPages.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "a part of the transactions of {0} can''t be read, at {1}",
                        account,
                        place.orElse("the beginning"));
    }

    /** It may be the place that the issuer does not take. */
    private Reading refused(Progress was, List<OfCard> shown) {
        Tally tally = kept(shown);
        if (was.round().isPresent()) {
            ReconcileTransactions.anew(context, account, was);
        }
        return new Reading.Incomplete(tally);
    }

    /** Lists are newest first as a rule, and a reversal is to be told after what it reverses. */
    private Tally kept(List<OfCard> shown) {
        Map<ProviderRef, List<TransactionSeen>> byCard = new LinkedHashMap<>();
        shown.reversed().stream()
                .sorted(Comparator.comparing(one -> one.seen().occurredAt()))
                .forEach(one -> byCard.computeIfAbsent(one.card(), card -> new ArrayList<>())
                        .add(one.seen()));
        byCard.forEach((card, seen) -> known(card).ifPresentOrElse(subject -> keep.of(subject, seen), keep::skip));
        return keep.tally();
    }

    /** A card that is still being made is known when the next round reads the same hour again. */
    private Optional<Subject> known(ProviderRef card) {
        return context.work().read(stores -> stores.references().find(new Reference(account, Kind.CARD, card)));
    }
}
