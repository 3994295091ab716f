package io.cardport.domain.usecase;

import io.cardport.domain.id.CardId;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.usecase.ReconcileTransactions.Tally;
import java.util.List;

/** Keeps what a list shows of card after card, and counts. For one reading. */
final class KeepShown {
    private final Transactions transactions;
    private int missed;
    private int skipped;

    KeepShown(Context context) {
        this.transactions = new Transactions(context, new Settlement(context).changes());
    }

    /** What can't be kept must not keep others from being found, be they of other cards or of the same one. */
    void of(Subject subject, List<TransactionSeen> oldestFirst) {
        if (!(subject instanceof Subject.OfCard(var card))) {
            skip();
            return;
        }
        if (oldestFirst.isEmpty()) {
            return;
        }
        try {
            missed += transactions.keep(card, oldestFirst);
        } catch (StoreUnavailable down) {
            throw down;
        } catch (RuntimeException poison) {
            oldestFirst.forEach(seen -> one(card, seen));
        }
    }

    private void one(CardId card, TransactionSeen seen) {
        try {
            missed += transactions.keep(card, List.of(seen));
        } catch (StoreUnavailable down) {
            throw down;
        } catch (RuntimeException poison) {
            System.getLogger(KeepShown.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a transaction of {0} could not be kept: {1}",
                            card,
                            poison.getClass());
            skip();
        }
    }

    void skip() {
        skipped++;
    }

    Tally tally() {
        return new Tally(missed, skipped);
    }
}
