package io.cardport.testkit.usecase;

import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import java.util.List;
import java.util.Optional;

/** A directory with a single account. */
record OneAccount(ProviderAccount account) implements ProviderDirectory {
    @Override
    public Optional<ProviderAccount> find(String name) {
        return name.equals(account.name()) ? Optional.of(account) : Optional.empty();
    }

    @Override
    public List<ProviderAccount> all() {
        return List.of(account);
    }

    @Override
    public Optional<String> defaultAccount() {
        return Optional.of(account.name());
    }
}
