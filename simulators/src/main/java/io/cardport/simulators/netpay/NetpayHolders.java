package io.cardport.simulators.netpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.MultipartForm;
import io.cardport.simulators.frame.Request;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Holders: created from a form with documents, then in review (§0.2, 0.5). Documents are checked and not kept. */
final class NetpayHolders {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern DIGITS = Pattern.compile("\\d{4,20}");
    private static final Set<String> DOCUMENTS = Set.of("passport", "id_card", "drivers_license");
    private static final Set<String> FILES = Set.of("docFront", "docBack", "selfie");
    private static final List<String> REQUIRED =
            List.of("email", "firstName", "lastName", "country", "mobile", "kycDocType", "kycIdNumber");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int MAX_FILE = 5 * 1024 * 1024;

    private final NetpayBooks books;

    NetpayHolders(NetpayBooks books) {
        this.books = books;
    }

    Answer create(Request request) {
        Map<String, String> form = checked(read(request));
        String email = form.getOrDefault("email", "").toLowerCase(Locale.ROOT);
        var emails = books.state().table("emails");
        if (emails.find(email).isPresent()) {
            throw invalid("email is already registered");
        }
        String id = books.ids().digits(6);
        while (books.holders().find(id).isPresent()) {
            id = books.ids().digits(8);
        }
        ObjectNode holder = Json.object()
                .put("holderId", id)
                .put("userId", books.ids().hex(24))
                .put("email", email)
                .put("status", NetpayBooks.HolderStatus.IN_REVIEW.name())
                .put("idempotency_key", request.header("idempotency-key").orElse(""));
        books.holders().put(id, holder);
        emails.put(email, Json.object().put("holder", id));
        books.state()
                .timers()
                .after(books.tuning().millis("holder-delay-ms"), NetpayBooks.Alarm.HOLDER_REVIEW.name(), id);
        return Answer.of(
                201,
                Json.object()
                        .put("success", true)
                        .put("userId", holder.path("userId").asText())
                        .put("holderId", id)
                        .put("holderStatus", NetpayBooks.HolderStatus.IN_REVIEW.name()));
    }

    Answer status(String id) {
        ObjectNode holder = find(id);
        return Answer.ok(Json.object()
                .put("success", true)
                .put("holderId", id)
                .put("status", status(holder).name())
                .put("canIssueCard", status(holder) == NetpayBooks.HolderStatus.ACTIVE));
    }

    void decide(String id, NetpayBooks.HolderStatus status) {
        ObjectNode holder = find(id);
        books.holders().put(id, holder.put("status", status.name()));
    }

    void reviewDue(String id) {
        books.holders()
                .find(id)
                .filter(h -> status(h) == NetpayBooks.HolderStatus.IN_REVIEW
                        && books.tuning().on("auto-approve"))
                .ifPresent(h -> decide(id, NetpayBooks.HolderStatus.ACTIVE));
    }

    ObjectNode find(String id) {
        return books.holders().find(id).orElseThrow(() -> NetpayBooks.refusal(404, "Cardholder not found"));
    }

    static NetpayBooks.HolderStatus status(ObjectNode holder) {
        return NetpayBooks.HolderStatus.valueOf(holder.path("status").asText());
    }

    private Map<String, String> read(Request request) {
        var fields = new HashMap<String, String>();
        try {
            for (var part : MultipartForm.parse(request.header("content-type").orElse(""), request.body())) {
                if (part.fileName().isPresent()) {
                    file(part);
                }
                String value = part.fileName().isPresent() ? "file" : part.text();
                if (fields.put(part.name(), value) != null) {
                    throw invalid(part.name() + " is given twice");
                }
            }
        } catch (MultipartForm.Malformed e) {
            throw invalid("The form is malformed: " + e.getMessage());
        }
        return fields;
    }

    private Map<String, String> checked(Map<String, String> form) {
        for (String name : REQUIRED) {
            if (form.getOrDefault(name, "").isBlank()) {
                throw invalid(name + " is required");
            }
        }
        if (!form.getOrDefault("docFront", "").equals("file")) {
            throw invalid("docFront is required");
        }
        check(EMAIL.matcher(form.getOrDefault("email", "")).matches(), "email is invalid");
        check(COUNTRIES.contains(form.getOrDefault("country", "")), "country must be ISO 3166-1 alpha-2");
        check(DIGITS.matcher(form.getOrDefault("mobile", "")).matches(), "mobile must be digits only");
        check(DOCUMENTS.contains(form.getOrDefault("kycDocType", "")), "kycDocType is invalid");
        for (String name : List.of("kycDob", "kycIssueDate", "kycExpiryDate")) {
            date(name, form.getOrDefault(name, ""));
        }
        return form;
    }

    private static void date(String name, String text) {
        try {
            if (!text.isEmpty()) {
                LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            throw invalid(name + " must be YYYY-MM-DD");
        }
    }

    private void file(MultipartForm.Part part) {
        check(FILES.contains(part.name()), "unexpected file " + part.name());
        byte[] content = part.content();
        check(content.length <= MAX_FILE, part.name() + " must have at most 5 MB");
        boolean jpeg = startsWith(content, 0xff, 0xd8, 0xff);
        boolean png = startsWith(content, 0x89, 'P', 'N', 'G');
        boolean pdf = startsWith(content, '%', 'P', 'D', 'F') && books.tuning().on("allow-pdf");
        check(jpeg || png || pdf, part.name() + " must be a JPEG or PNG image");
    }

    private static boolean startsWith(byte[] content, int... start) {
        boolean equal = content.length >= start.length;
        for (int i = 0; equal && i < start.length; i++) {
            equal = (content[i] & 0xff) == start[i];
        }
        return equal;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw invalid(message);
        }
    }

    private static RuntimeException invalid(String message) {
        return NetpayBooks.refusal(422, message);
    }
}
