package io.cardport.domain.usecase;

import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.AccountBalances.AccountBalance;
import io.cardport.domain.issuing.Look;
import java.util.List;
import java.util.Optional;

/** Asks an issuer for the balances of our own account there. */
public final class ReadBalances {
    private final Context context;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ReadBalances(Context context) {
        this.context = context;
    }

    /**
     * Asks.
     *
     * @param account our name for the account
     * @return one balance a currency, or why there are none
     */
    public Result<List<AccountBalance>> handle(String account) {
        if (context.providers().find(account).isEmpty()) {
            return new Result.Declined<>(new Problem.NotFound());
        }
        Optional<AccountBalances> balances = context.ability(account, AccountBalances.class);
        if (balances.isEmpty()) {
            return new Result.Declined<>(new Problem.Unsupported(AccountBalances.class));
        }
        return switch (balances.get().accountBalances()) {
            case Look.Found<List<AccountBalance>>(var list) -> new Result.Settled<>(list);
            case Look.Absent<List<AccountBalance>> ignored -> new Result.Settled<>(List.of());
            case Look.Denied<List<AccountBalance>>(var refusal) ->
                new Result.Declined<>(Refusals.problem(refusal, Optional.empty()));
            case Look.Unavailable<List<AccountBalance>>(var cause) -> new Result.Declined<>(Refusals.problem(cause));
        };
    }
}
