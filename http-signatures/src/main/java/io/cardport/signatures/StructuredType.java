package io.cardport.signatures;

import java.util.Map;

/** What a structured field is as a whole (RFC 8941 section 3); a component with {@code sf} cannot be read without it. */
public enum StructuredType {
    /** A single item. */
    ITEM,
    /** A list. */
    LIST,
    /** A dictionary. */
    DICTIONARY;

    /** The fields whose type is told in the RFCs that define them. */
    static final Map<String, StructuredType> KNOWN = Map.ofEntries(
            Map.entry("accept-signature", DICTIONARY),
            Map.entry("cache-status", LIST),
            Map.entry("client-cert", ITEM),
            Map.entry("client-cert-chain", LIST),
            Map.entry("content-digest", DICTIONARY),
            Map.entry("idempotency-key", ITEM),
            Map.entry("priority", DICTIONARY),
            Map.entry("proxy-status", LIST),
            Map.entry("repr-digest", DICTIONARY),
            Map.entry("signature", DICTIONARY),
            Map.entry("signature-input", DICTIONARY),
            Map.entry("want-content-digest", DICTIONARY),
            Map.entry("want-repr-digest", DICTIONARY));
}
