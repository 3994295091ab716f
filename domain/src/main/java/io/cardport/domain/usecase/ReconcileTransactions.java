package io.cardport.domain.usecase;

import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.store.TransactionStore.Progress;
import io.cardport.domain.store.TransactionStore.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds card transactions that no webhook told: by the issuer's list of the whole account where it has one, else by asking
 * for each card's in turn. A webhook and this may find the same; it is kept and told once. An issuer that keeps a record of
 * its webhooks is asked for that instead ({@link PullWebhooks}).
 */
public final class ReconcileTransactions {
    private final Context context;
    private final Duration betweenSweeps;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param betweenSweeps how often each card is asked for at most, where there is no list of the whole account
     */
    public ReconcileTransactions(Context context, Duration betweenSweeps) {
        this.context = context;
        this.betweenSweeps = betweenSweeps;
    }

    /** Asked before each question to the issuer, so that the questions keep within what it allows. */
    @FunctionalInterface
    public interface Turn {
        /**
         * Takes a turn.
         *
         * @return empty where the issuer may be asked now, else how long that has to wait
         */
        Optional<Duration> waiting();
    }

    /**
     * What was found.
     *
     * @param missed transactions that had never been told, or whose end had not
     * @param skipped cards that were passed over: unknown here, not shown by the issuer, or shown in a way that failed
     */
    public record Tally(int missed, int skipped) {}

    /** What became of it. */
    public sealed interface Reading {
        /**
         * A round is complete.
         *
         * @param tally what was found
         * @param until everything up to then has been read, in database time
         */
        record Complete(Tally tally, Instant until) implements Reading {}

        /**
         * There is more to be read, from where this ended.
         *
         * @param tally what was found
         * @param after how long that has to wait
         */
        record Partly(Tally tally, Duration after) implements Reading {}

        /**
         * The issuer could not be asked: the same is asked for again.
         *
         * @param tally what was found before
         */
        record Incomplete(Tally tally) implements Reading {}

        /**
         * The last round is not long ago.
         *
         * @param until when the next one may begin, in database time
         */
        record Resting(Instant until) implements Reading {}

        /** No such account, or nothing of its issuer's that could be read. */
        record NotOffered() implements Reading {}
    }

    /** How an account's transactions are found. */
    public enum Way {
        /** By the list of the whole account. */
        BY_ACCOUNT,
        /** By asking for each card's. */
        BY_CARD,
        /** Not here. */
        NONE
    }

    /**
     * How an account's transactions are found.
     *
     * @param account our name for the account
     * @return the way that its issuer's abilities leave
     */
    public Way way(String account) {
        if (context.ability(account, AccountTransactions.class).isPresent()) {
            return Way.BY_ACCOUNT;
        }
        return context.ability(account, CardTransactions.class).isPresent()
                        && context.ability(account, MissedWebhooks.class).isEmpty()
                ? Way.BY_CARD
                : Way.NONE;
    }

    /**
     * Reads on, a bounded part of what there is.
     *
     * @param account our name for the account
     * @param turn asked before each question to the issuer
     * @return what it brought
     * @throws io.cardport.domain.store.StoreUnavailable when it is not certain that what was found is durable
     */
    public Reading handle(String account, Turn turn) {
        return switch (way(account)) {
            case BY_ACCOUNT -> new TransactionPages(context, account, turn).read(progress(account));
            case BY_CARD -> sweep(account, turn);
            case NONE -> new Reading.NotOffered();
        };
    }

    private Reading sweep(String account, Turn turn) {
        Progress was = progress(account);
        Optional<Instant> next = was.readUntil()
                .map(last -> last.plus(betweenSweeps))
                .filter(due -> was.round().isEmpty() && context.now().isBefore(due));
        return next.<Reading>map(Reading.Resting::new)
                .orElseGet(() -> new TransactionSweep(context, account, turn).read(was));
    }

    private Progress progress(String account) {
        return context.work().read(stores -> stores.transactions().progress(account));
    }

    /** What was found is durable by now, so the place may be noted: a process that dies before reads the same again. */
    static void goesOn(Context context, String account, Progress was, Round round) {
        note(context, account, new Progress(was.readUntil(), Optional.of(round)));
    }

    static void anew(Context context, String account, Progress was) {
        note(context, account, new Progress(was.readUntil(), Optional.empty()));
    }

    static Reading complete(Context context, String account, Round round, Tally tally) {
        note(context, account, new Progress(Optional.of(round.began()), Optional.empty()));
        return new Reading.Complete(tally, round.began());
    }

    private static void note(Context context, String account, Progress progress) {
        context.work().write(stores -> {
            stores.transactions().progress(account, progress);
            return progress;
        });
    }
}
