package io.cardport.http;

/** Budgets that all nodes of an application share, each of one client at an issuer (soundness rule 17). */
@FunctionalInterface
public interface RateBudgets {
    /**
     * The budget of a client; every budget of the same client takes from the same calls.
     *
     * @param client whose calls are counted
     * @param calls calls a minute that the issuer allows, at least 1
     * @return a thread-safe budget; while the shared count can't be reached it is spent
     */
    RateBudget of(TokenKey client, int calls);
}
