package io.cardport.http;

/** Asks the issuer for a new token. Given by the adapter; sends one request and reads its answer. */
@FunctionalInterface
public interface TokenSource {
    /**
     * Asks once.
     *
     * @return a fresh token, or what came instead
     */
    TokenResult fetch();
}
