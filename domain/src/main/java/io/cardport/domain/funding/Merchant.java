package io.cardport.domain.funding;

import java.util.Optional;

/**
 * Where a card was used.
 *
 * @param name the merchant's name
 * @param mcc merchant category code, ISO 18245
 * @param city town
 * @param country as the issuer writes it
 */
public record Merchant(Optional<String> name, Optional<String> mcc, Optional<String> city, Optional<String> country) {}
