package io.cardport.http;

import java.net.URI;

/**
 * Whose token it is. Two configurations with the same key share one token, because issuers with one live token kill the
 * other one (soundness rule 17).
 *
 * @param kind the adapter's kind, for example {@code acme}
 * @param baseUrl of the account
 * @param clientId of the account
 */
public record TokenKey(String kind, URI baseUrl, String clientId) {}
