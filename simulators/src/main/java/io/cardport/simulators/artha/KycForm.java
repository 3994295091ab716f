package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Request;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the body of an applicant call against what the product wants (§1.3). Two pages spell the same fields in two
 * ways; the setting <code>kyc-spelling</code> says whether both are taken (0), only the requirements page's (1) or only
 * the applicant page's (2).
 */
final class KycForm {

    /** The requirements page's spelling, and the applicant page's. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("docType", "idType"),
            Map.entry("docId", "idNumber"),
            Map.entry("frontDoc", "profilePicFront"),
            Map.entry("backDoc", "profilePicBack"),
            Map.entry("docExpireDate", "docExpiryDate"),
            Map.entry("photo", "faceImage"),
            Map.entry("signImage", "signature"),
            Map.entry("address", "addressLine1"),
            Map.entry("zipCode", "postalCode"));

    private static final Set<String> FILES = Set.of("frontDoc", "backDoc", "handHoldIdPhoto", "photo", "signImage");
    private static final Set<String> DATES = Set.of("dob", "docExpireDate", "docIssueDate");
    private static final Set<String> OBJECTS = Set.of("emergencyContact");
    /** A choice of ours where the pages say nothing: numbers, or words for a band. */
    private static final Set<String> FREE = Set.of("annualSalary", "expectedMonthlyVolume", "biomatric");

    private final ArthaBooks books;

    KycForm(ArthaBooks books) {
        this.books = books;
    }

    void check(Request request, ObjectNode customer, ObjectNode product) {
        Fields in = ArthaBooks.body(request);
        boolean business = customer.path("type").asText().equals("business");
        if (business != product.path("business").asBoolean()) {
            throw ArthaBooks.rule("not_eligible", "the product is not offered to this type of customer");
        }
        String name = business ? "kybDetails" : "kycDetails";
        Fields details = in.object(name).orElseThrow(() -> in.wrong(name, "is required"));
        if (details.node().isEmpty()) {
            throw in.wrong(name, "is empty");
        }
        if (!business) {
            ArthaProducts.requirements(product).stream()
                    .flatMap(requirement -> requirement.fields().stream())
                    .distinct()
                    .forEach(field -> field(details, field));
        }
    }

    private void field(Fields in, String field) {
        String spelled = spelled(in, field);
        if (!in.has(spelled)) {
            if (!dispensable(in, field)) {
                throw in.wrong(spelled, "is required");
            }
            return;
        }
        if (OBJECTS.contains(field)) {
            in.object(spelled);
        } else if (DATES.contains(field)) {
            date(in, spelled, field);
        } else if (!FREE.contains(field)) {
            String value = in.required(spelled);
            if (FILES.contains(field) && books.uploads().find(value).isEmpty()) {
                throw in.wrong(spelled, "is not the file_url of an uploaded file");
            }
        }
    }

    private void date(Fields in, String spelled, String field) {
        LocalDate today = LocalDate.ofInstant(books.now(), ZoneOffset.UTC);
        Optional<LocalDate> date = ArthaCustomers.date(in, spelled);
        boolean later = date.filter(d -> d.isAfter(today)).isPresent();
        if (later != field.equals("docExpireDate")) {
            throw in.wrong(spelled, later ? "is in the future" : "has passed");
        }
    }

    private String spelled(Fields in, String field) {
        String other = OTHER.getOrDefault(field, field);
        return switch ((int) books.tuning().number("kyc-spelling")) {
            case 1 -> field;
            case 2 -> other;
            default -> in.has(field) ? field : in.has(other) ? other : field;
        };
    }

    /** A passport has no back, and what never expires has no date. */
    private boolean dispensable(Fields in, String field) {
        return switch (field) {
            case "backDoc" ->
                in.text(spelled(in, "docType"))
                        .filter(type -> type.equalsIgnoreCase("passport"))
                        .isPresent();
            case "docExpireDate" -> in.node().path("docNeverExpire").asBoolean();
            default -> false;
        };
    }
}
