package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.util.List;
import java.util.stream.StreamSupport;

/** Card products (§1.3): fixed, one for each rule that hangs on a product. */
final class ArthaProducts {

    static final String SIMPLE = "b1a3d0c6-52f4-4a6e-8d11-0c9a5e7f1a01";
    static final String FULL = "b1a3d0c6-52f4-4a6e-8d11-0c9a5e7f1a02";
    static final String PHYSICAL = "b1a3d0c6-52f4-4a6e-8d11-0c9a5e7f1a03";
    static final String EURO = "b1a3d0c6-52f4-4a6e-8d11-0c9a5e7f1a04";
    static final String BUSINESS = "b1a3d0c6-52f4-4a6e-8d11-0c9a5e7f1a05";
    static final String WITHDRAWN = "b1a3d0c6-52f4-4a6e-8d11-0c9a5e7f1a06";

    private final List<ObjectNode> all = List.of(
            product(SIMPLE, "Simple virtual", "virtual", "USD", "411111", Requirement.FullNameOnly),
            product(
                    FULL,
                    "Full virtual",
                    "virtual",
                    "USD",
                    "424242",
                    Requirement.FullName,
                    Requirement.Comms,
                    Requirement.Passport,
                    Requirement.FullAddress,
                    Requirement.Face,
                    Requirement.IssueDate,
                    Requirement.IpAddress,
                    Requirement.FinancialProfile),
            product(
                    PHYSICAL,
                    "Physical",
                    "physical",
                    "USD",
                    "555555",
                    Requirement.FullName,
                    Requirement.Comms,
                    Requirement.PassportOnly,
                    Requirement.Address),
            product(
                    EURO,
                    "Virtual euro",
                    "virtual",
                    "EUR",
                    "411111",
                    Requirement.FullName,
                    Requirement.IdTypes,
                    Requirement.HandedPassport,
                    Requirement.Sign,
                    Requirement.Biomatric,
                    Requirement.EmergencyContact),
            product(BUSINESS, "Business virtual", "virtual", "USD", "555555", Requirement.FullNameOnly)
                    .put("business", true),
            product(WITHDRAWN, "Withdrawn", "virtual", "USD", "411111", Requirement.FullNameOnly)
                    .put("status", "inactive"));

    List<ObjectNode> all() {
        return all;
    }

    ObjectNode find(String id) {
        return all.stream()
                .filter(p -> p.path("productId").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> ArthaBooks.refusal(404, "not_found", "product not found"));
    }

    static ObjectNode view(ObjectNode product) {
        ObjectNode out = product.deepCopy();
        out.remove("business");
        return out;
    }

    static List<Requirement> requirements(ObjectNode product) {
        return StreamSupport.stream(product.path("kyc_requirements").spliterator(), false)
                .map(word -> Requirement.valueOf(word.asText()))
                .toList();
    }

    private static ObjectNode product(
            String id, String name, String type, String currency, String bin, Requirement... wanted) {
        ObjectNode product = Json.object()
                .put("productId", id)
                .put("name", name)
                .put("organization", "Simulated Bank")
                .put("type", type)
                .put("country", "SG")
                .put("bin", bin)
                .put("currency", currency)
                .put("status", "active");
        var words = product.putArray("kyc_requirements");
        for (Requirement requirement : wanted) {
            words.add(requirement.name());
        }
        return product;
    }
}
