package io.cardport.netpay;

import io.cardport.domain.holder.Address;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Identity;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.http.WireBody;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The multipart form of POST /cardholders (sheet 0.2). Files are streamed from where they were spooled. */
final class NetpayForm {
    /** A field by the name that our API gives it. */
    record Field(String name, String type) {}

    static final List<Field> REQUIRED = List.of(
            new Field("identity.documentType", "text"),
            new Field("identity.documentNumber", "text"),
            new Field("docFront", "file"));
    static final List<Field> OPTIONAL = List.of(
            new Field("identity.issueDate", "date"),
            new Field("identity.expiryDate", "date"),
            new Field("dateOfBirth", "date"),
            new Field("gender", "text"),
            new Field("docBack", "file"),
            new Field("selfie", "file"));

    private NetpayForm() {}

    /** What NetPay requires and the command lacks, by the names of our API. */
    static List<String> missing(OnboardCommand command) {
        var missing = new ArrayList<String>();
        CardholderProfile profile = command.profile();
        if (profile.identity().isEmpty()) {
            missing.add("identity.documentType");
        }
        if (profile.identity().map(Identity::documentNumber).orElse("").isBlank()) {
            missing.add("identity.documentNumber");
        }
        if (command.documents().named("docFront").isEmpty()) {
            missing.add("docFront");
        }
        return missing;
    }

    static List<WireBody.Part> parts(OnboardCommand command) {
        CardholderProfile profile = command.profile();
        var parts = new ArrayList<WireBody.Part>();
        text(parts, "email", profile.contact().email());
        text(parts, "firstName", profile.name().firstName());
        text(parts, "lastName", profile.name().lastName());
        text(parts, "country", profile.contact().country());
        text(parts, "mobile", digits(profile.contact().mobile()));
        profile.identity().ifPresent(identity -> identity(parts, identity));
        date(parts, "kycDob", profile.person().dateOfBirth());
        profile.person()
                .gender()
                .ifPresent(gender -> text(parts, "gender", gender.name().toLowerCase(Locale.ROOT)));
        String areaCode = digits(profile.contact().areaCode());
        if (!areaCode.isEmpty()) {
            text(parts, "areaCode", "+" + areaCode);
        }
        profile.address()
                .map(Address::city)
                .filter(city -> !city.isBlank())
                .ifPresent(city -> text(parts, "town", city));
        for (String name : List.of("docFront", "docBack", "selfie")) {
            command.documents().named(name).ifPresent(document -> parts.add(file(document)));
        }
        return parts;
    }

    private static void identity(List<WireBody.Part> parts, Identity identity) {
        text(
                parts,
                "kycDocType",
                switch (identity.documentType()) {
                    case PASSPORT -> "passport";
                    case ID_CARD -> "id_card";
                    case DRIVERS_LICENSE -> "drivers_license";
                });
        text(parts, "kycIdNumber", identity.documentNumber());
        date(parts, "kycIssueDate", identity.issueDate());
        date(parts, "kycExpiryDate", identity.expiryDate());
    }

    /** The file's name is ours: what the caller called it may name a person. */
    private static WireBody.FilePart file(Documents.Document document) {
        return new WireBody.FilePart(
                document.name(),
                document.name() + "." + document.kind().extension(),
                document.kind().mediaType(),
                document.length(),
                document::open);
    }

    private static void text(List<WireBody.Part> parts, String name, String value) {
        parts.add(new WireBody.TextPart(name, value));
    }

    private static void date(List<WireBody.Part> parts, String name, Optional<LocalDate> date) {
        date.ifPresent(day -> text(parts, name, day.toString()));
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }
}
