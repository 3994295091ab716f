package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Users (§2.3): registered for a template with what it requires, approved by webhook before they can have a card. */
final class BananaUsers {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]+\\.[^\\s@]{2,}");
    private static final Pattern DIAL = Pattern.compile("\\+?\\d{1,4}");
    private static final Pattern PHONE = Pattern.compile("\\d{4,15}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2,3}");
    private static final Set<String> GENDERS = Set.of("MALE", "FEMALE", "OTHER");
    private static final List<String> TEXTS = List.of(
            "first_name",
            "last_name",
            "identification_type",
            "identification_number",
            "region",
            "city",
            "postcode",
            "address_line");

    private final BananaBooks books;
    private final BananaTemplates templates;
    private final BananaEvents events;

    BananaUsers(BananaBooks books, BananaTemplates templates, BananaEvents events) {
        this.books = books;
        this.templates = templates;
        this.events = events;
    }

    Answer register(Fields in) {
        in.required("email");
        String email = in.text("email", EMAIL).orElseThrow();
        ObjectNode template = templates.find(BananaBooks.id(in, "template_id"));
        boolean kyc = template.path("requires_kyc").asBoolean();
        if (kyc || template.path("requires_phone_only").asBoolean()) {
            in.required("dial_code");
            in.required("phone_number");
        }
        in.text("dial_code", DIAL);
        in.text("phone_number", PHONE);
        if (kyc && !in.has("kyc_data")) {
            throw in.wrong("kyc_data", "is required");
        }
        in.object("kyc_data").ifPresent(this::check);
        long id = books.next();
        ObjectNode user = Json.object()
                .put("user_id", id)
                .put("email", email)
                .put("template_id", template.path("id").longValue())
                .put("kyc", in.has("kyc_data"))
                .put("status", Word.UserStatus.PENDING.name())
                .put("created_at", books.now().toString());
        in.text("dial_code").ifPresent(code -> user.put("dial_code", code));
        in.text("phone_number").ifPresent(number -> user.put("phone_number", number));
        books.holders().put(Long.toString(id), user);
        books.later("holder-delay-ms", Word.Alarm.USER, id);
        ObjectNode out = Json.object().put("message", "User registration request sent successfully");
        return Answer.ok(books.tuning().on("register-answers-id") ? out.put("user_id", id) : out);
    }

    private void check(Fields kyc) {
        TEXTS.forEach(kyc::required);
        if (!GENDERS.contains(kyc.required("gender"))) {
            throw kyc.wrong("gender", "is invalid");
        }
        kyc.required("country_code");
        kyc.text("country_code", COUNTRY);
        try {
            LocalDate.parse(kyc.required("date_of_birth"));
        } catch (DateTimeException e) {
            throw kyc.wrong("date_of_birth", "must be YYYY-MM-DD");
        }
        kyc.required("front_img_base64");
        for (String image : new String[] {"front_img_base64", "back_img_base64", "handheld_img_base64"}) {
            try {
                if (kyc.text(image)
                        .map(text -> Base64.getDecoder().decode(text))
                        .filter(bytes -> bytes.length == 0)
                        .isPresent()) {
                    throw kyc.wrong(image, "is empty");
                }
            } catch (IllegalArgumentException e) {
                throw kyc.wrong(image, "is not base64");
            }
        }
        long now = books.now().getEpochSecond();
        long unit = books.tuning().on("kyc-millis") ? 1_000 : 1;
        if (BananaBooks.id(kyc, "issue") / unit > now) {
            throw kyc.wrong("issue", "is in the future");
        }
        long expiry = BananaBooks.id(kyc, "expiry") / unit;
        // A hundred years on: milliseconds taken for seconds lie far beyond.
        if (expiry <= now || expiry > now + 3_200_000_000L) {
            throw kyc.wrong("expiry", "is not a future time");
        }
    }

    Answer list(Fields in) {
        List<ObjectNode> found = BananaBooks.selected(in, books.holders().newestFirst()).stream()
                .filter(u -> BananaBooks.optionalId(in, "user_id")
                        .filter(id -> id != u.path("user_id").longValue())
                        .isEmpty())
                .toList();
        return BananaBooks.page(in, found, BananaUsers::view);
    }

    private static ObjectNode view(ObjectNode user) {
        ObjectNode out = user.deepCopy();
        out.remove(List.of("kyc", "held"));
        return out.put("id", user.path("user_id").longValue());
    }

    void due(String id) {
        books.holders()
                .find(id)
                .filter(u -> status(u) == Word.UserStatus.PENDING
                        && !u.has("held")
                        && books.tuning().on("auto-approve"))
                .ifPresent(u -> {
                    boolean fails = books.failures().fails(Word.Failure.REGISTER);
                    u.put("message", fails ? "documents cannot be read" : "");
                    decide(u, fails ? Word.UserStatus.REJECTED : Word.UserStatus.APPROVED);
                });
    }

    void decide(ObjectNode user, Word.UserStatus status) {
        user.remove("held");
        books.holders().put(user.path("user_id").asText(), user.put("status", status.name()));
        events.user(user);
    }

    /** The user of a call, if approved and known as well as the template wants. */
    ObjectNode entitled(Fields in, ObjectNode template) {
        ObjectNode user = books.user(BananaBooks.id(in, "user_id"));
        if (status(user) != Word.UserStatus.APPROVED) {
            throw BananaBooks.refusal("user is not approved");
        }
        if (template.path("requires_kyc").asBoolean() && !user.path("kyc").asBoolean()) {
            throw BananaBooks.refusal("the template requires kyc");
        }
        return user;
    }

    static Word.UserStatus status(ObjectNode user) {
        return Word.UserStatus.valueOf(user.path("status").asText());
    }
}
