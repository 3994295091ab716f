package io.cardport.http;

/** A token, or why there is none. */
public sealed interface TokenResult {
    /**
     * A token to use.
     *
     * @param token the token
     */
    record Live(Token token) implements TokenResult {}

    /**
     * The issuer gave none. The command that wanted it was not sent.
     *
     * @param why what the issuer answered or that it did not answer; an answer of 4xx usually means wrong credentials
     */
    record Unavailable(WireResult why) implements TokenResult {}
}
