package io.cardport.app.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.rest.input.CallingCodes;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Rule;
import io.cardport.domain.holder.Address;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.CardholderProfile.Contact;
import io.cardport.domain.holder.CardholderProfile.Gender;
import io.cardport.domain.holder.CardholderProfile.HolderName;
import io.cardport.domain.holder.CardholderProfile.HolderType;
import io.cardport.domain.holder.CardholderProfile.Person;
import io.cardport.domain.holder.Identity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a body says of a cardholder; every field may be missing. */
record HolderInput(
        Optional<HolderType> type,
        NameInput name,
        ContactInput contact,
        Person person,
        Optional<Address> address,
        Optional<Identity> identity,
        Map<String, String> details) {
    private static final Rule NAME = Rule.text(100);
    private static final Rule LINE = Rule.text(200);
    private static final Rule SHORT = Rule.text(64);
    private static final int DETAILS_MOST = 100;
    private static final int DETAIL_LENGTH = 2_000;

    record NameInput(Optional<String> first, Optional<String> last, Optional<String> business) {}

    record ContactInput(
            Optional<String> email, Optional<String> country, Optional<String> areaCode, Optional<String> mobile) {}

    static HolderInput read(Fields fields) {
        Optional<String> country = fields.text("country", Rule.COUNTRY);
        Optional<HolderType> type = fields.word("type", HolderType.class);
        Map<String, String> details = new HashMap<>();
        fields.opaque("details").ifPresent(node -> flatten(fields, List.of("details"), "", node, details));
        return new HolderInput(
                type,
                new NameInput(
                        fields.text("firstName", NAME),
                        fields.text("lastName", NAME),
                        fields.text("businessName", LINE)),
                new ContactInput(
                        fields.text("email", Rule.EMAIL),
                        country,
                        fields.text("areaCode", Rule.AREA_CODE),
                        fields.text("mobile", Rule.MOBILE)),
                new Person(
                        fields.date("dateOfBirth"),
                        fields.word("gender", Gender.class),
                        fields.text("nationality", Rule.COUNTRY)),
                address(fields, "address"),
                identity(fields),
                details);
    }

    static Optional<Address> address(Fields fields, String name) {
        return fields.object(name).flatMap(inside -> {
            inside.require("line1", "city", "country");
            Optional<String> line1 = inside.text("line1", LINE);
            Optional<String> line2 = inside.text("line2", LINE);
            Optional<String> city = inside.text("city", NAME);
            Optional<String> state = inside.text("state", NAME);
            Optional<String> postalCode = inside.text("postalCode", SHORT);
            Optional<String> country = inside.text("country", Rule.COUNTRY);
            return line1.isPresent() && city.isPresent() && country.isPresent()
                    ? Optional.of(new Address(line1.get(), line2, city.get(), state, postalCode, country.get()))
                    : Optional.empty();
        });
    }

    private static Optional<Identity> identity(Fields fields) {
        return fields.object("identity").flatMap(inside -> {
            inside.require("documentType", "documentNumber");
            var type = inside.word("documentType", Identity.DocumentType.class, Fields.Words.SMALL);
            Optional<String> number = inside.text("documentNumber", SHORT);
            var issued = inside.date("issueDate");
            var expires = inside.date("expiryDate");
            return type.isPresent() && number.isPresent()
                    ? Optional.of(new Identity(type.get(), number.get(), issued, expires))
                    : Optional.empty();
        });
    }

    /** What issuers want of their own: texts under dotted names. */
    private static void flatten(
            Fields fields, List<String> at, String prefix, ObjectNode node, Map<String, String> into) {
        node.properties().forEach(entry -> {
            String name = entry.getKey();
            List<String> place = new ArrayList<>(at);
            place.add(name);
            JsonNode value = entry.getValue();
            if (name.isEmpty() || name.length() > 64 || name.contains(".") || into.size() >= DETAILS_MOST) {
                fields.wrong(place, "must have a name of 1 to 64 characters without dots, and 99 others at most");
            } else if (value instanceof ObjectNode object) {
                flatten(fields, place, prefix + name + ".", object, into);
            } else {
                Optional<String> detail = detail(value);
                detail.ifPresent(text -> into.put(prefix + name, text));
                if (detail.isEmpty()) {
                    fields.wrong(
                            place, "must be a string of at most 2000 characters, a number, true, false or an object");
                }
            }
        });
    }

    private static Optional<String> detail(JsonNode value) {
        if (value.isNumber()) {
            return plain(value.decimalValue());
        }
        return value.isNull() || value.isArray() || value.asText().length() > DETAIL_LENGTH
                ? Optional.empty()
                : Optional.of(value.asText());
    }

    /** Counts the digits before it writes them: 1e999999999 would be a gigabyte of zeros. */
    private static Optional<String> plain(BigDecimal number) {
        return number.precision() + Math.abs((long) number.scale()) > DETAIL_LENGTH
                ? Optional.empty()
                : Optional.of(number.toPlainString());
    }

    /** The profile of a new holder; the required fields were found to be there. */
    CardholderProfile profile() {
        String country = contact.country().orElseThrow();
        return new CardholderProfile(
                type.orElse(HolderType.INDIVIDUAL),
                new HolderName(name.first().orElseThrow(), name.last().orElseThrow(), name.business()),
                new Contact(
                        contact.email().orElseThrow(),
                        country,
                        contact.areaCode().orElseGet(() -> CallingCodes.of(country)),
                        contact.mobile().orElseThrow()),
                person,
                address,
                identity,
                details);
    }

    /** A known holder's profile with what is said here. */
    CardholderProfile over(CardholderProfile before) {
        Map<String, String> all = new HashMap<>(before.details());
        all.putAll(details);
        Contact known = before.contact();
        String country = contact.country().orElse(known.country());
        String areaCode = contact.areaCode()
                .orElseGet(() -> country.equals(known.country()) ? known.areaCode() : CallingCodes.of(country));
        return new CardholderProfile(
                type.orElse(before.type()),
                new HolderName(
                        name.first().orElse(before.name().firstName()),
                        name.last().orElse(before.name().lastName()),
                        name.business().or(before.name()::businessName)),
                new Contact(
                        contact.email().orElse(known.email()),
                        country,
                        areaCode,
                        contact.mobile().orElse(known.mobile())),
                new Person(
                        person.dateOfBirth().or(before.person()::dateOfBirth),
                        person.gender().or(before.person()::gender),
                        person.nationality().or(before.person()::nationality)),
                address.or(before::address),
                identity.or(before::identity),
                all);
    }

    @Override
    public String toString() {
        return "HolderInput[•••]";
    }
}
