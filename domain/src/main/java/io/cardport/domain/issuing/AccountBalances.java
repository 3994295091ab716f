package io.cardport.domain.issuing;

import io.cardport.domain.money.Money;
import java.util.List;

/** Reading the balances of our own account at the issuer. */
public non-sealed interface AccountBalances extends Capability {
    /**
     * Asks for every currency's balance.
     *
     * @return one balance a currency
     */
    Look<List<AccountBalance>> accountBalances();

    /**
     * What our account at the issuer holds in one currency.
     *
     * @param available what can be spent
     * @param reserved what is held back
     */
    record AccountBalance(Money available, Money reserved) {}
}
