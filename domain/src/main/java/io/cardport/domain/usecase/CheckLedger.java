package io.cardport.domain.usecase;

import io.cardport.domain.issuing.AccountBalances.AccountBalance;
import io.cardport.domain.money.Money;
import io.cardport.domain.store.Ledger.UnderWay;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds the ledger against what it stands for (soundness rule 30). */
public final class CheckLedger {
    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public CheckLedger(Context context) {
        this.context = context;
    }

    /**
     * Compares what is under way.
     *
     * @return by currency code
     */
    public Map<String, UnderWay> underWay() {
        Map<String, UnderWay> compared = new TreeMap<>();
        context.work()
                .read(stores -> stores.ledger().underWay())
                .forEach((currency, sums) -> compared.put(currency.getCurrencyCode(), sums));
        return compared;
    }

    /**
     * Our money at an issuer against what was booked of it. What is paid in there is not booked, so the difference is what
     * was ever paid in: it changes only then, and any other change is an error of somebody's.
     *
     * @param balance what the issuer says
     * @param booked what bookings left, zero or less
     * @param difference the issuer's wallet without what is booked
     */
    public record Compared(AccountBalance balance, Money booked, Money difference) {}

    /**
     * Asks an issuer for its balances and compares them.
     *
     * @param account our name for the account
     * @return one comparison a currency, or why there are none
     */
    public Result<List<Compared>> floatOf(String account) {
        return switch (new ReadBalances(context).handle(account)) {
            case Result.Settled<List<AccountBalance>>(var balances) -> {
                Map<Currency, Long> booked =
                        context.work().read(stores -> stores.ledger().floatOf(account));
                yield new Result.Settled<>(balances.stream()
                        .map(balance -> compared(balance, booked))
                        .toList());
            }
            case Result.Declined<List<AccountBalance>>(var problem) -> new Result.Declined<>(problem);
            case Result.Pending<List<AccountBalance>> ignored -> new Result.Settled<>(List.of());
            case Result.Repeated<List<AccountBalance>> ignored -> new Result.Settled<>(List.of());
            case Result.Overtaken<List<AccountBalance>> ignored -> new Result.Settled<>(List.of());
        };
    }

    private static Compared compared(AccountBalance balance, Map<Currency, Long> booked) {
        Currency currency = balance.available().currency();
        long left = booked.getOrDefault(currency, 0L);
        long wallet = balance.available().minor() + balance.reserved().minor();
        return new Compared(balance, new Money(left, currency), new Money(wallet - left, currency));
    }
}
