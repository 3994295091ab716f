package io.cardport.domain.operation;

import java.time.Instant;

/**
 * Why a person is to look at something.
 *
 * @param reason a stable word
 * @param since since when, in database time
 */
public record Review(String reason, Instant since) {}
