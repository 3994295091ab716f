package io.cardport.testkit.usecase;

/** What the next command meets at the issuer in memory. */
enum Mood {
    /** It is done at once. */
    PROMPT,
    /** It is done, and a card is made after it. */
    MAKING,
    /** It is taken on; {@link InMemoryIssuer#finishOrders} ends it. */
    SLOW,
    /** It is refused. */
    REFUSING,
    /** Nothing leaves. */
    UNREACHABLE,
    /** It is turned away while an earlier one is under way. */
    BUSY,
    /** It is done and the answer is lost. */
    SILENT_AFTER,
    /** It is not done and nobody can tell. */
    SILENT_BEFORE,
    /** It is done and our process dies before it learns so. */
    KILLS_CALLER
}
