package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Validation of cardholder fields (§2.1); what comes out is what the simulator keeps, files and all, left out. */
final class HolderForm {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern NAME = Pattern.compile("\\p{L}(?:[\\p{L} .,'’-]{0,38}[\\p{L}.])?");
    private static final Pattern PHONE = Pattern.compile("\\d{5,15}");
    private static final Map<String, Integer> PHONE_LENGTH = Map.of("SG", 8, "HK", 8, "US", 10, "CN", 11);
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
    private static final Set<String> SANCTIONED = Set.of("IR", "KP", "CU", "SY");
    private static final int MAX_DOCUMENT = 2 * 1024 * 1024;
    private static final int MIN_AGE = 18;
    private static final int MAX_AGE = 79;

    private final Instant now;

    HolderForm(Instant now) {
        this.now = now;
    }

    /** The fields that every creation needs. */
    ObjectNode full(Fields in) {
        for (String name : new String[] {"email", "first_name", "last_name", "country_code", "phone_number"}) {
            in.required(name);
        }
        return partial(in);
    }

    /** Whatever is there. */
    ObjectNode partial(Fields in) {
        ObjectNode out = Json.object();
        in.text("email", EMAIL).ifPresent(v -> out.put("email", v));
        in.text("first_name", NAME).ifPresent(v -> out.put("first_name", v));
        in.text("last_name", NAME).ifPresent(v -> out.put("last_name", v));
        country(in, "country_code", out);
        in.text("phone_number", PHONE).ifPresent(v -> out.put("phone_number", v));
        phoneLength(in, out);
        birth(in, out);
        in.word("gender", Words.Gender.class).ifPresent(v -> out.put("gender", v.name()));
        country(in, "nationality", out);
        if (SANCTIONED.contains(out.path("nationality").asText())) {
            throw Errors.holder("nationality_not_supported", "nationality is not supported");
        }
        in.object("residential_address").ifPresent(a -> out.set("residential_address", address(a)));
        in.object("identity").ifPresent(i -> out.set("identity", identity(i)));
        in.object("kyc_verification").ifPresent(k -> out.set("kyc_verification", verification(k)));
        document(in);
        return out;
    }

    private static void country(Fields in, String name, ObjectNode out) {
        in.text(name).ifPresent(value -> {
            if (!COUNTRIES.contains(value)) {
                throw in.wrong(name, "must be an ISO 3166-1 alpha-2 code");
            }
            out.put(name, value);
        });
    }

    private static void phoneLength(Fields in, ObjectNode out) {
        String phone = out.path("phone_number").asText();
        int wanted = PHONE_LENGTH.getOrDefault(out.path("country_code").asText(), phone.length());
        if (!phone.isEmpty() && phone.length() != wanted) {
            throw in.wrong("phone_number", "has a wrong length for its country");
        }
    }

    private void birth(Fields in, ObjectNode out) {
        in.text("date_of_birth").ifPresent(text -> {
            int age;
            try {
                age = Period.between(
                                LocalDate.parse(text),
                                now.atZone(ZoneOffset.UTC).toLocalDate())
                        .getYears();
            } catch (DateTimeException e) {
                throw in.wrong("date_of_birth", "must be yyyy-mm-dd");
            }
            if (age < MIN_AGE || age > MAX_AGE) {
                throw in.wrong("date_of_birth", "must give an age between 18 and 79");
            }
            out.put("date_of_birth", text);
        });
    }

    private static ObjectNode address(Fields in) {
        ObjectNode out = Json.object();
        in.required("country");
        country(in, "country", out);
        in.required("city");
        in.required("line1");
        for (String name : new String[] {"city", "state", "district"}) {
            in.text(name, 128).ifPresent(v -> out.put(name, v));
        }
        for (String name : new String[] {"line1", "line2", "line_en"}) {
            in.text(name, 255).ifPresent(v -> out.put(name, v));
        }
        in.text("postal_code", 16).ifPresent(v -> out.put("postal_code", v));
        return out;
    }

    private static ObjectNode identity(Fields in) {
        in.required("type");
        var type = in.word("type", Words.IdentityType.class).orElseThrow();
        String number = in.required("number");
        in.required("front_file");
        file(in, "front_file");
        if (type == Words.IdentityType.ID_CARD) {
            in.required("back_file");
        }
        file(in, "back_file");
        file(in, "hand_file");
        return Json.object().put("type", type.name()).put("number", number);
    }

    private static ObjectNode verification(Fields in) {
        in.required("method");
        var method = in.word("method", Words.KycMethod.class).orElseThrow();
        ObjectNode out = Json.object().put("method", method.name());
        if (method == Words.KycMethod.THIRD_PARTY) {
            Fields proof = in.object("kyc_proof").orElseThrow(() -> in.wrong("kyc_proof", "is required"));
            proof.required("provider");
            String provider = proof.word("provider", Words.KycProvider.class)
                    .orElseThrow()
                    .name();
            String reference = proof.required("reference_id");
            if (reference.length() < 10 || reference.length() > 64) {
                throw proof.wrong("reference_id", "must have 10 to 64 characters");
            }
            out.putObject("kyc_proof").put("provider", provider).put("reference_id", reference);
        }
        return out;
    }

    private static void document(Fields in) {
        in.text("document_type").ifPresent(type -> {
            if (!Set.of("pdf", "png", "jpg", "jpeg").contains(type)) {
                throw in.wrong("document_type", "must be pdf, png, jpg or jpeg");
            }
            in.required("document");
        });
        file(in, "document");
    }

    private static void file(Fields in, String name) {
        in.text(name).ifPresent(text -> {
            byte[] content;
            try {
                content = Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw in.wrong(name, "must be base64");
            }
            if (content.length == 0 || content.length > MAX_DOCUMENT) {
                throw in.wrong(name, "must have 1 byte to 2 MB");
            }
        });
    }
}
