package io.cardport.artha;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.artha.ArthaFields.Field;
import io.cardport.artha.ArthaFields.Rename;
import io.cardport.artha.ArthaFields.Spelling;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Identity;
import io.cardport.domain.product.ProductRules.RequiredField;
import io.cardport.testkit.issuing.People;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requirements of the sheet's table, section 1.3, in both spellings. */
class ArthaFieldsTest {
    private static final List<String> TYPES = List.of("PASSPORT", "NATIONAL_ID", "DRIVING_LICENCE");
    private static final ArthaFields USUAL = new ArthaFields(Spelling.REQUIREMENTS, List.of());

    @Test
    void asksForWhatARequirementStandsFor() {
        assertThat(USUAL.required("p", List.of("PassportOnly", "FullName", "Face")))
                .containsExactly(
                        new RequiredField("identity.documentType", "text", true),
                        new RequiredField("identity.documentNumber", "text", true),
                        new RequiredField("docFront", "file", true),
                        new RequiredField("docBack", "file", false),
                        new RequiredField("firstName", "text", true),
                        new RequiredField("lastName", "text", true),
                        new RequiredField("gender", "text", true),
                        new RequiredField("dateOfBirth", "date", true),
                        new RequiredField("selfie", "file", true));
    }

    @Test
    void readsRequirementsInAnySpelling() {
        assertThat(USUAL.required("p", List.of("full_name"))).isEqualTo(USUAL.required("p", List.of("FullName")));
    }

    @Test
    void asksForAnUnknownRequirementUnderItsOwnName() {
        assertThat(USUAL.required("p", List.of("SourceOfWealth")))
                .containsExactly(new RequiredField("details.SourceOfWealth", "text", true));
    }

    @Test
    void sendsTheNamesOfTheChosenPage() {
        var requirements = List.of("Passport", "Address");
        var links = Map.of("docFront", "https://f/1", "docBack", "https://f/2");

        assertThat(body(USUAL, requirements, links))
                .containsEntry("docType", "PASSPORT")
                .containsEntry("docId", "E1000007")
                .containsEntry("frontDoc", "https://f/1")
                .containsEntry("backDoc", "https://f/2")
                .containsEntry("docExpireDate", "2032-05-01")
                .containsEntry("docNeverExpire", false)
                .containsEntry("address", "1 Example Street")
                .containsEntry("zipCode", "018989")
                .containsEntry("town", "Singapore")
                .containsEntry("countryIsoThree", "SGP");
        assertThat(body(new ArthaFields(Spelling.APPLICANT, List.of()), requirements, links))
                .containsEntry("idType", "PASSPORT")
                .containsEntry("idNumber", "E1000007")
                .containsEntry("profilePicFront", "https://f/1")
                .containsEntry("docExpiryDate", "2032-05-01")
                .containsEntry("addressLine1", "1 Example Street")
                .containsEntry("postalCode", "018989")
                .doesNotContainKeys("docType", "frontDoc", "address", "zipCode");
    }

    @Test
    void renamesAFieldOfOneProduct() {
        var fields = new ArthaFields(
                Spelling.REQUIREMENTS,
                List.of(new Rename("p", "mobile", "phone", ""), new Rename("", "town", "", "address.city")));

        assertThat(fields.of("p", List.of("Comms")))
                .extracting(Field::name)
                .containsExactly("email", "mobileCode", "phone");
        assertThat(fields.of("q", List.of("Comms")))
                .extracting(Field::name)
                .containsExactly("email", "mobileCode", "mobile");
        assertThat(fields.of("q", List.of("Address")))
                .contains(new Field("town", "address.city", "text", ArthaFields.Need.MAY));
    }

    @Test
    void tellsWhatIsMissingByOurNames() {
        var person = People.person(7);
        var fields = USUAL.of("p", List.of("Passport", "Sign", "FinancialProfile"));

        assertThat(ArthaBodies.missing(fields, person, People.documents()))
                .containsExactly(
                        "details.signImage",
                        "details.occupation",
                        "details.accountPurpose",
                        "details.annualSalary",
                        "details.expectedMonthlyVolume");
    }

    @Test
    void missesTheBackOfWhatHasOne() {
        var person = People.person(7);
        var card = new CardholderProfile(
                person.type(),
                person.name(),
                person.contact(),
                person.person(),
                person.address(),
                person.identity()
                        .map(passport -> new Identity(
                                Identity.DocumentType.ID_CARD,
                                passport.documentNumber(),
                                passport.issueDate(),
                                passport.expiryDate())),
                person.details());
        var front = new Documents(List.of(People.documents().named("docFront").orElseThrow()));
        var fields = USUAL.of("p", List.of("IdTypes"));

        assertThat(ArthaBodies.missing(fields, person, front)).isEmpty();
        assertThat(ArthaBodies.missing(fields, card, front)).containsExactly("docBack");
    }

    private static Map<String, Object> body(ArthaFields fields, List<String> requirements, Map<String, String> links) {
        Map<String, Object> body = ArthaBodies.applicant(fields.of("p", requirements), People.person(7), links, TYPES);
        assertThat(body).containsOnlyKeys("kycDetails");
        @SuppressWarnings("unchecked")
        Map<String, Object> details = (Map<String, Object>) body.get("kycDetails");
        return java.util.Objects.requireNonNull(details);
    }
}
