package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Customers (§1.2 phase 1, §1.3): personal details without any check of identity. */
final class ArthaCustomers {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]+\\.[^\\s@]{2,}");
    private static final Pattern CODE = Pattern.compile("\\+\\d{1,4}");
    private static final Pattern PHONE = Pattern.compile("\\d{4,15}");
    private static final Set<String> GENDERS = Set.of("male", "female", "other");
    private static final Set<String> TYPES = Set.of("individual", "business");
    private static final List<String> FIELDS = List.of(
            "type",
            "email",
            "phoneCode",
            "phoneNumber",
            "country",
            "firstName",
            "lastName",
            "businessName",
            "dateOfBirth",
            "gender",
            "externalReference");

    private final ArthaBooks books;

    ArthaCustomers(ArthaBooks books) {
        this.books = books;
    }

    Answer create(Request request) {
        Fields in = ArthaBooks.body(request);
        in.required("type");
        in.required("email");
        in.required("country");
        check(in);
        if (in.required("type").equals("business")) {
            in.required("businessName");
        } else {
            in.required("firstName");
            in.required("lastName");
        }
        unique(in.required("email"), "");
        String id = books.ids().uuid();
        ObjectNode customer = Json.object().put("customerId", id);
        FIELDS.forEach(name -> in.text(name).ifPresent(value -> customer.put(name, value)));
        String now = books.now().toString();
        books.holders().put(id, customer.put("createdAt", now).put("updatedAt", now));
        return Answer.of(201, customer.deepCopy());
    }

    Answer change(Request request, String id) {
        Fields in = ArthaBooks.body(request);
        ObjectNode customer = books.customer(id);
        if (in.has("type")) {
            throw in.wrong("type", "cannot be changed");
        }
        check(in);
        in.text("email").ifPresent(email -> unique(email, id));
        FIELDS.forEach(name -> in.text(name).ifPresent(value -> customer.put(name, value)));
        books.holders().put(id, customer.put("updatedAt", books.now().toString()));
        return Answer.ok(customer.deepCopy());
    }

    Answer list(Request request) {
        List<ObjectNode> found = books.holders().newestFirst().stream()
                .filter(c -> matches(request, c, "email") && matches(request, c, "externalReference"))
                .toList();
        return books.page(request, found, ObjectNode::deepCopy);
    }

    Answer retrieve(String id) {
        return Answer.ok(books.customer(id).deepCopy());
    }

    private static boolean matches(Request request, ObjectNode customer, String name) {
        return request.query(name)
                .filter(value -> !value.equalsIgnoreCase(customer.path(name).asText()))
                .isEmpty();
    }

    private static void check(Fields in) {
        oneOf(in, "type", TYPES);
        in.text("email", EMAIL);
        oneOf(in, "country", COUNTRIES);
        in.text("phoneCode", CODE);
        in.text("phoneNumber", PHONE);
        in.text("firstName", 100);
        in.text("lastName", 100);
        in.text("businessName", 200);
        in.text("externalReference", 200);
        oneOf(in, "gender", GENDERS);
        date(in, "dateOfBirth");
    }

    private void unique(String email, String owner) {
        boolean taken = books.holders().all().stream()
                .anyMatch(c -> c.path("email").asText().equalsIgnoreCase(email)
                        && !c.path("customerId").asText().equals(owner));
        if (taken) {
            throw ArthaBooks.refusal(409, "duplicate_email", "a customer with this email exists");
        }
    }

    private static void oneOf(Fields in, String name, Set<String> words) {
        if (in.text(name).filter(value -> !words.contains(value)).isPresent()) {
            throw in.wrong(name, "is not one of the accepted values");
        }
    }

    /** Dates are YYYY-MM-DD. */
    static Optional<LocalDate> date(Fields in, String name) {
        try {
            return in.text(name).map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw in.wrong(name, "must be YYYY-MM-DD");
        }
    }
}
