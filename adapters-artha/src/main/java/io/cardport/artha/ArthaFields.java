package io.cardport.artha;

import io.cardport.domain.product.ProductRules.RequiredField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which fields a product's {@code kyc_requirements} stand for. Two pages of Artha's call the same things differently (section
 * 1.3), so the account's settings choose the page and may rename single fields of single products.
 */
record ArthaFields(Spelling spelling, List<Rename> renames) {
    /**
     * Requirement and field as the page on requirements has them, the applicant page's name where it differs, our name, and
     * what it holds: {@code may} marks what not everybody has (a passport has no back), {@code sent} what is made of other fields and asked of nobody.
     */
    private static final String TABLE = """
            requirement      | field                 | applicant page | ours                          | type   | need
            PassportOnly     | docType               | idType         | identity.documentType         | text   | must
            PassportOnly     | docId                 | idNumber       | identity.documentNumber       | text   | must
            PassportOnly     | frontDoc              | profilePicFront | docFront                     | file   | must
            PassportOnly     | backDoc               | profilePicBack | docBack                       | file   | may
            Passport         | docType               | idType         | identity.documentType         | text   | must
            Passport         | docId                 | idNumber       | identity.documentNumber       | text   | must
            Passport         | frontDoc              | profilePicFront | docFront                     | file   | must
            Passport         | backDoc               | profilePicBack | docBack                       | file   | may
            Passport         | docExpireDate         | docExpiryDate  | identity.expiryDate           | date   | may
            Passport         | docNeverExpire        |                | identity.neverExpires         | flag   | sent
            IdTypes          | docType               | idType         | identity.documentType         | text   | must
            IdTypes          | docId                 | idNumber       | identity.documentNumber       | text   | must
            IdTypes          | frontDoc              | profilePicFront | docFront                     | file   | must
            IdTypes          | backDoc               | profilePicBack | docBack                       | file   | may
            IdTypes          | docExpireDate         | docExpiryDate  | identity.expiryDate           | date   | may
            IdTypes          | docNeverExpire        |                | identity.neverExpires         | flag   | sent
            FullNameOnly     | firstName             |                | firstName                     | text   | must
            FullNameOnly     | lastName              |                | lastName                      | text   | must
            FullName         | firstName             |                | firstName                     | text   | must
            FullName         | lastName              |                | lastName                      | text   | must
            FullName         | gender                |                | gender                        | text   | must
            FullName         | dob                   |                | dateOfBirth                   | date   | must
            Comms            | email                 |                | email                         | text   | must
            Comms            | mobileCode            |                | areaCode                      | text   | must
            Comms            | mobile                |                | mobile                        | text   | must
            EmergencyContact | emergencyContact      |                | details.emergencyContact      | object | must
            Address          | address               | addressLine1   | address.line1                 | text   | must
            Address          | addressLine2          |                | address.line2                 | text   | may
            Address          | town                  |                | details.town                  | text   | may
            Address          | city                  |                | address.city                  | text   | must
            Address          | state                 |                | address.state                 | text   | must
            Address          | zipCode               | postalCode     | address.postalCode            | text   | must
            Address          | countryId             |                | details.countryId             | text   | may
            Address          | countryIsoThree       |                | address.countryIsoThree       | text   | sent
            FullAddress      | address               | addressLine1   | address.line1                 | text   | must
            FullAddress      | addressLine2          |                | address.line2                 | text   | may
            FullAddress      | town                  |                | details.town                  | text   | may
            FullAddress      | city                  |                | address.city                  | text   | must
            FullAddress      | state                 |                | address.state                 | text   | must
            FullAddress      | zipCode               | postalCode     | address.postalCode            | text   | must
            FullAddress      | countryId             |                | details.countryId             | text   | may
            FullAddress      | countryIsoThree       |                | address.countryIsoThree       | text   | sent
            HandedPassport   | handHoldIdPhoto       |                | details.handHoldIdPhoto       | file   | must
            Face             | photo                 | faceImage      | selfie                        | file   | must
            Sign             | signImage             | signature      | details.signImage             | file   | must
            Biomatric        | biomatric             |                | details.biomatric             | file   | must
            IssueDate        | docIssueDate          |                | identity.issueDate            | date   | must
            IpAddress        | IP                    |                | details.ip                    | text   | must
            FinancialProfile | occupation            |                | details.occupation            | text   | must
            FinancialProfile | accountPurpose        |                | details.accountPurpose        | text   | must
            FinancialProfile | annualSalary          |                | details.annualSalary          | text   | must
            FinancialProfile | expectedMonthlyVolume |                | details.expectedMonthlyVolume | text   | must
            """;

    private static final List<Row> ROWS = TABLE.lines().skip(1).map(Row::of).toList();

    ArthaFields {
        renames = List.copyOf(renames);
    }

    /** Whose names are sent. */
    enum Spelling {
        /** Those of the page on KYC and KYB requirements. */
        REQUIREMENTS,
        /** Those of the page on the applicant call. */
        APPLICANT
    }

    /** Whether a field is asked for. */
    enum Need {
        MUST,
        MAY,
        SENT
    }

    /**
     * A field that a product calls otherwise.
     *
     * @param product the issuer's id of the product; empty for all
     * @param field its name on the page on requirements
     * @param as what it is called
     * @param from our name of what it holds; empty for the usual
     */
    record Rename(String product, String field, String as, String from) {
        private boolean isFor(String id, String name) {
            return (product.isEmpty() || product.equals(id))
                    && ArthaLifecycle.plain(field).equals(ArthaLifecycle.plain(name));
        }
    }

    /**
     * A field of one product.
     *
     * @param name how it is sent
     * @param ours our name of what it holds
     * @param type {@code text}, {@code date}, {@code file}, {@code flag} or {@code object}
     * @param need whether it is asked for
     */
    record Field(String name, String ours, String type, Need need) {}

    private record Row(String requirement, String field, String applicantPage, Field usual) {
        private static Row of(String line) {
            List<String> cells =
                    List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
            Need need = Need.valueOf(cells.get(5).toUpperCase(Locale.ROOT));
            return new Row(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    new Field(cells.get(1), cells.get(3), cells.get(4), need));
        }

        private Field spelt(Spelling spelling) {
            return switch (spelling) {
                case REQUIREMENTS -> usual;
                case APPLICANT ->
                    applicantPage.isEmpty()
                            ? usual
                            : new Field(applicantPage, usual.ours(), usual.type(), usual.need());
            };
        }
    }

    /** The fields of a product, each name once; a requirement that nobody knows is asked for under its own name. */
    List<Field> of(String product, List<String> requirements) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String requirement : requirements) {
            List<Row> rows = ROWS.stream()
                    .filter(row -> ArthaLifecycle.plain(row.requirement()).equals(ArthaLifecycle.plain(requirement)))
                    .toList();
            if (rows.isEmpty()) {
                Field unknown = new Field(requirement, "details." + requirement, "text", Need.MUST);
                fields.merge(requirement, renamed(product, requirement, unknown), ArthaFields::stricter);
            }
            rows.forEach(row -> fields.merge(
                    row.field(), renamed(product, row.field(), row.spelt(spelling)), ArthaFields::stricter));
        }
        return List.copyOf(fields.values());
    }

    /** As our API shows them. */
    List<RequiredField> required(String product, List<String> requirements) {
        Map<String, RequiredField> shown = new LinkedHashMap<>();
        for (Field field : of(product, requirements)) {
            boolean must = switch (field.need()) {
                case MUST -> true;
                case MAY, SENT -> false;
            };
            if (field.need() != Need.SENT) {
                shown.merge(
                        field.ours(),
                        new RequiredField(field.ours(), field.type(), must),
                        (one, other) -> one.required() ? one : other);
            }
        }
        return new ArrayList<>(shown.values());
    }

    private Field renamed(String product, String name, Field usual) {
        Optional<Rename> rename =
                renames.stream().filter(one -> one.isFor(product, name)).findFirst();
        return rename.map(one -> new Field(
                        one.as().isEmpty() ? usual.name() : one.as(),
                        one.from().isEmpty() ? usual.ours() : one.from(),
                        usual.type(),
                        one.from().isEmpty() || usual.need() == Need.MUST ? usual.need() : Need.MAY))
                .orElse(usual);
    }

    private static Field stricter(Field one, Field other) {
        return one.need() == Need.MUST ? one : other;
    }
}
