package io.cardport.domain.issuing;

import java.util.List;
import java.util.Optional;

/** The accounts at issuers that are configured. */
public interface ProviderDirectory {
    /**
     * Finds an account.
     *
     * @param account our name for it
     * @return the account
     */
    Optional<ProviderAccount> find(String account);

    /**
     * Lists all accounts.
     *
     * @return by name
     */
    List<ProviderAccount> all();

    /**
     * The account for distributors that have none of their own.
     *
     * @return our name for it, empty where none is configured
     */
    Optional<String> defaultAccount();
}
