package io.cardport.artha;

import io.cardport.artha.ArthaFields.Field;
import io.cardport.artha.ArthaFields.Need;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.Address;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.CardholderProfile.HolderType;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Identity;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.money.Money;
import java.math.BigDecimal;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

/** Our commands as Artha's bodies (section 1.3). */
final class ArthaBodies {
    private static final String DETAILS = "details.";
    private static final int DECIMALS = 2;

    private ArthaBodies() {}

    /** A customer; our id goes with it, since that is how a customer whose answer was lost is found again. */
    static Map<String, Object> customer(CardholderId cardholder, CardholderProfile profile) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", profile.type().name().toLowerCase(Locale.ROOT));
        body.putAll(person(profile));
        body.put("externalReference", cardholder.value());
        return body;
    }

    /** What {@code after} says differently. */
    static Map<String, Object> changes(CardholderProfile before, CardholderProfile after) {
        Map<String, Object> old = person(before);
        Map<String, Object> changed = person(after);
        changed.entrySet().removeIf(field -> field.getValue().equals(old.get(field.getKey())));
        return changed;
    }

    private static Map<String, Object> person(CardholderProfile profile) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", profile.contact().email());
        body.put("phoneCode", callingCode(profile));
        body.put("phoneNumber", profile.contact().mobile());
        body.put("country", profile.contact().country());
        body.put("firstName", profile.name().firstName());
        body.put("lastName", profile.name().lastName());
        switch (profile.type()) {
            case INDIVIDUAL -> {
                profile.person().dateOfBirth().ifPresent(date -> body.put("dateOfBirth", date.toString()));
                gender(profile).ifPresent(gender -> body.put("gender", gender));
            }
            case BUSINESS -> profile.name().businessName().ifPresent(name -> body.put("businessName", name));
        }
        return body;
    }

    /** What of a product's fields the holder has; the links are those that the files were uploaded to, by our names. */
    static Map<String, Object> applicant(
            List<Field> fields, CardholderProfile profile, Map<String, String> links, List<String> documentTypes) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (profile.type() == HolderType.BUSINESS) {
            profile.name().businessName().ifPresent(name -> details.put("company", Map.of("name", name)));
            // What a company must tell of owners and directors is documented as blocks without fields.
            details.putAll(nested(profile.details()));
        }
        for (Field field : fields) {
            Optional<?> value = field.type().equals("file")
                    ? Optional.ofNullable(links.get(field.ours()))
                    : value(field.ours(), profile, documentTypes);
            value.ifPresent(present -> details.put(field.name(), present));
        }
        return Map.of(
                switch (profile.type()) {
                    case INDIVIDUAL -> "kycDetails";
                    case BUSINESS -> "kybDetails";
                },
                details);
    }

    /** Our names of what a product asks for and the holder lacks. */
    static List<String> missing(List<Field> fields, CardholderProfile profile, Documents documents) {
        boolean hasBack = profile.identity()
                .filter(identity -> identity.documentType() != Identity.DocumentType.PASSPORT)
                .isPresent();
        return fields.stream()
                .filter(field ->
                        field.need() == Need.MUST || (hasBack && field.ours().equals("docBack")))
                .filter(field -> field.type().equals("file")
                        ? documents.named(field.ours()).isEmpty()
                        : value(field.ours(), profile, List.of()).isEmpty())
                .map(Field::ours)
                .distinct()
                .toList();
    }

    private static Optional<?> value(String ours, CardholderProfile profile, List<String> documentTypes) {
        return switch (ours) {
            case "firstName" -> Optional.of(profile.name().firstName());
            case "lastName" -> Optional.of(profile.name().lastName());
            case "businessName" -> profile.name().businessName();
            case "email" -> Optional.of(profile.contact().email());
            case "country" -> Optional.of(profile.contact().country());
            case "areaCode" -> Optional.of(callingCode(profile));
            case "mobile" -> Optional.of(profile.contact().mobile());
            case "dateOfBirth" -> profile.person().dateOfBirth().map(Object::toString);
            case "gender" -> gender(profile);
            case "nationality" -> profile.person().nationality();
            default -> further(ours, profile, documentTypes);
        };
    }

    private static Optional<?> further(String ours, CardholderProfile profile, List<String> documentTypes) {
        if (ours.startsWith("identity.")) {
            return profile.identity().flatMap(identity -> identity(ours, identity, documentTypes));
        }
        if (ours.startsWith("address.")) {
            return profile.address().flatMap(address -> address(ours, address));
        }
        Optional<?> told = ours.startsWith(DETAILS)
                ? Optional.ofNullable(nested(profile.details()).get(ours.substring(DETAILS.length())))
                : Optional.empty();
        return told.isPresent()
                ? told
                : switch (ours) {
                    // Artha asks for them with every address, and our addresses have neither.
                    case "details.town" -> profile.address().map(Address::city);
                    case "details.countryId" -> profile.address().map(Address::country);
                    default -> Optional.empty();
                };
    }

    private static Optional<?> identity(String ours, Identity identity, List<String> documentTypes) {
        return switch (ours) {
            case "identity.documentType" ->
                Optional.of(
                        documentTypes.size() > identity.documentType().ordinal()
                                ? documentTypes.get(identity.documentType().ordinal())
                                : identity.documentType().name().toLowerCase(Locale.ROOT));
            case "identity.documentNumber" -> Optional.of(identity.documentNumber());
            case "identity.issueDate" -> identity.issueDate().map(Object::toString);
            case "identity.expiryDate" -> identity.expiryDate().map(Object::toString);
            case "identity.neverExpires" -> Optional.of(identity.expiryDate().isEmpty());
            default -> Optional.empty();
        };
    }

    private static Optional<String> address(String ours, Address address) {
        return switch (ours) {
            case "address.line1" -> Optional.of(address.line1());
            case "address.line2" -> address.line2();
            case "address.city" -> Optional.of(address.city());
            case "address.state" -> address.state();
            case "address.postalCode" -> address.postalCode();
            case "address.country" -> Optional.of(address.country());
            case "address.countryIsoThree" -> isoThree(address.country());
            default -> Optional.empty();
        };
    }

    static Map<String, Object> card(IssueCommand command, Optional<Address> shipping) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("customerId", command.holder().reference().value());
        body.put("productId", command.product().reference().value());
        body.put("currency", command.product().currency().getCurrencyCode());
        if (command.product().type() == CardType.PHYSICAL) {
            shipping.ifPresent(address -> body.put("shippingAddress", shipping(address)));
        }
        return body;
    }

    private static Map<String, Object> shipping(Address address) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("addressLine1", address.line1());
        address.line2().ifPresent(line -> body.put("addressLine2", line));
        body.put("city", address.city());
        address.state().ifPresent(state -> body.put("state", state));
        address.postalCode().ifPresent(code -> body.put("postalCode", code));
        body.put("country", address.country());
        return body;
    }

    static Map<String, Object> topUp(Money amount) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("amount", decimal(amount));
        body.put("currency", amount.currency().getCurrencyCode());
        return body;
    }

    static Map<String, Object> limits(CardControlsSpec controls) {
        Map<String, Object> body = new LinkedHashMap<>();
        controls.spendingControls()
                .forEach(control -> ArthaLimits.nameOf(control.interval())
                        .ifPresent(name -> body.put(name, decimal(control.amount()))));
        return body;
    }

    /** A number with at least two decimals (section 1.4, amount type). */
    private static BigDecimal decimal(Money amount) {
        BigDecimal decimal = amount.decimal();
        return decimal.setScale(Math.max(DECIMALS, decimal.scale()));
    }

    private static String callingCode(CardholderProfile profile) {
        String code = profile.contact().areaCode();
        return code.startsWith("+") ? code : "+" + code;
    }

    private static Optional<String> gender(CardholderProfile profile) {
        return profile.person().gender().map(gender -> gender.name().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> isoThree(String country) {
        try {
            String three = new Locale.Builder().setRegion(country).build().getISO3Country();
            return Optional.of(three).filter(code -> !code.isEmpty());
        } catch (IllformedLocaleException | MissingResourceException unknown) {
            return Optional.empty();
        }
    }

    /** Dotted names as nested objects; the longer name wins over a text where both stand. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> nested(Map<String, String> details) {
        Map<String, Object> root = new LinkedHashMap<>();
        details.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            String[] path = entry.getKey().split("\\.", -1);
            Map<String, Object> place = root;
            for (int i = 0; i < path.length - 1; i++) {
                place = (Map<String, Object>) place.compute(
                        path[i], (name, old) -> old instanceof Map<?, ?> ? old : new LinkedHashMap<>());
            }
            place.putIfAbsent(path[path.length - 1], entry.getValue());
        });
        return root;
    }
}
