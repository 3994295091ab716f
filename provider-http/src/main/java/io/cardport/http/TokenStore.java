package io.cardport.http;

import java.util.Optional;

/**
 * Where the one live token of a key is kept. All nodes of an application share one store; its exclusive section is what
 * keeps them from killing each other's token.
 */
public interface TokenStore {
    /**
     * Decides about the stored token while nobody else may, on any node.
     *
     * @param key whose token
     * @param decision told what is stored; when it answers {@link TokenResult.Live} with another token, that one is
     *     stored before the exclusive section ends; it may call the issuer and so may take as long as a deadline
     * @return what the decision answered
     */
    TokenResult exclusively(TokenKey key, Decision decision);

    /** What to do about the stored token. */
    @FunctionalInterface
    interface Decision {
        /**
         * Keeps or replaces the stored token.
         *
         * @param stored the token in the store, which may have expired
         * @return the token to keep, or that there is none to be had; the store then keeps what it has
         */
        TokenResult decide(Optional<Token> stored);
    }
}
