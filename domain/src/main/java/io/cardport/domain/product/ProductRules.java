package io.cardport.domain.product;

import io.cardport.domain.issuing.Capability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What else holds for a product.
 *
 * @param physicalBy how physical cards reach the holder, where there are any
 * @param withheld abilities of the issuer that cards of this product lack
 * @param requiredFields fields that a holder must have
 * @param usableOnlyFunded whether a card can be used only once it was topped up
 */
public record ProductRules(
        Optional<PhysicalBy> physicalBy,
        Set<Class<? extends Capability>> withheld,
        List<RequiredField> requiredFields,
        boolean usableOnlyFunded) {
    /** Copies the collections. */
    public ProductRules {
        withheld = Set.copyOf(withheld);
        requiredFields = List.copyOf(requiredFields);
    }

    /** How a physical card reaches the holder. */
    public enum PhysicalBy {
        /** The issuer sends it. */
        SHIPMENT,
        /** The distributor hands it out and names its number. */
        ASSIGNMENT
    }

    /**
     * A field that a holder must have.
     *
     * @param name as the API names it: a cardholder's field, a file such as {@code docFront}, or {@code details.<name>}
     * @param type {@code text}, {@code date}, {@code file} or {@code object}
     * @param required whether it must be there
     */
    public record RequiredField(String name, String type, boolean required) {}
}
