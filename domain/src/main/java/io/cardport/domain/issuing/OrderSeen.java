package io.cardport.domain.issuing;

import io.cardport.domain.funding.OrderReading;
import java.time.Instant;
import java.util.Optional;

/**
 * An order as the issuer shows it.
 *
 * @param order the issuer's id of the order
 * @param reading what its word means
 * @param word the issuer's own word
 * @param failureCode why it failed, where the issuer says so
 * @param moved what was moved, for an order about money
 * @param at when the issuer says it became so
 */
public record OrderSeen(
        ProviderRef order,
        OrderReading reading,
        String word,
        Optional<String> failureCode,
        FundsMoved moved,
        Optional<Instant> at) {}
