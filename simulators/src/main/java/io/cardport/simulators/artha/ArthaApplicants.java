package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.MultipartForm;
import io.cardport.simulators.frame.Request;
import java.util.List;

/** KYC per customer and product (§1.2 phases 2 and 3), and the files it needs (§1.3). */
final class ArthaApplicants {

    private static final int MAX_FILE = 10 * 1024 * 1024;

    private final ArthaBooks books;
    private final ArthaProducts products;
    private final ArthaEvents events;
    private final KycForm form;

    ArthaApplicants(ArthaBooks books, ArthaProducts products, ArthaEvents events) {
        this.books = books;
        this.products = products;
        this.events = events;
        this.form = new KycForm(books);
    }

    Answer apply(Request request, String customerId, String productId) {
        ObjectNode customer = books.customer(customerId);
        ObjectNode product = products.find(productId);
        form.check(request, customer, product);
        if (!product.path("status").asText().equals("active")) {
            throw ArthaBooks.rule("product_inactive", "the product is not offered");
        }
        books.applicants()
                .find(key(customerId, productId))
                .map(ArthaApplicants::status)
                .filter(status -> status != Word.Applicant.REJECTED)
                .ifPresent(status -> {
                    throw ArthaBooks.rule("already_submitted", "the applicant is " + status.lower());
                });
        ObjectNode applicant = Json.object()
                .put("customerId", customerId)
                .put("productId", productId)
                .putNull("remarks");
        decide(applicant, Word.Applicant.UNDER_REVIEW);
        books.state()
                .timers()
                .after(
                        books.tuning().millis("holder-delay-ms"),
                        Word.Alarm.APPLICANT.name(),
                        key(customerId, productId));
        return Answer.of(202, view(applicant));
    }

    /** Under review even where nothing was ever submitted (§1.3). */
    Answer status(String customerId, String productId) {
        books.customer(customerId);
        products.find(productId);
        return Answer.ok(books.applicants()
                .find(key(customerId, productId))
                .map(this::view)
                .orElseGet(() -> view(Json.object()
                        .put("customerId", customerId)
                        .put("productId", productId)
                        .putNull("remarks")
                        .put("status", Word.Applicant.UNDER_REVIEW.name()))));
    }

    void due(String key) {
        books.applicants()
                .find(key)
                .filter(a -> undecided(a) && !a.has("held") && books.tuning().on("auto-approve"))
                .ifPresent(a -> {
                    boolean fails = books.failures().fails(Word.Failure.APPLICANT);
                    a.put("remarks", fails ? "the document cannot be read" : "");
                    decide(a, fails ? Word.Applicant.REJECTED : Word.Applicant.APPROVED);
                });
    }

    void decide(ObjectNode applicant, Word.Applicant status) {
        applicant.remove("held");
        String key = key(
                applicant.path("customerId").asText(),
                applicant.path("productId").asText());
        books.applicants().put(key, applicant.put("status", status.name()));
        events.applicant(applicant, status);
    }

    boolean approved(String customerId, String productId) {
        return books.applicants()
                .find(key(customerId, productId))
                .filter(a -> status(a) == Word.Applicant.APPROVED)
                .isPresent();
    }

    Answer upload(Request request) {
        List<MultipartForm.Part> parts;
        try {
            parts = MultipartForm.parse(request.header("content-type").orElse(""), request.body());
        } catch (MultipartForm.Malformed e) {
            throw ArthaBooks.refusal(400, "malformed", String.valueOf(e.getMessage()));
        }
        List<MultipartForm.Part> files =
                parts.stream().filter(p -> p.fileName().isPresent()).toList();
        if (files.isEmpty()) {
            throw ArthaBooks.refusal(400, "invalid", "a file is required");
        }
        files.forEach(ArthaApplicants::check);
        ObjectNode out = Json.object();
        var data = out.putArray("data");
        for (MultipartForm.Part file : files) {
            String name = file.fileName().orElseThrow();
            String url = "https://files.artha.example/" + books.ids().uuid();
            books.uploads().put(url, Json.object().put("file_name", name));
            data.addObject().put("file_name", name).put("file_url", url);
        }
        return Answer.ok(out);
    }

    private static void check(MultipartForm.Part file) {
        byte[] content = file.content();
        if (content.length == 0 || content.length > MAX_FILE) {
            throw ArthaBooks.refusal(400, "invalid", "a file must have between 1 byte and 10 MB");
        }
    }

    static String key(String customerId, String productId) {
        return customerId + "/" + productId;
    }

    static Word.Applicant status(ObjectNode applicant) {
        return Word.Applicant.valueOf(applicant.path("status").asText());
    }

    private static boolean undecided(ObjectNode applicant) {
        return switch (status(applicant)) {
            case PENDING, UNDER_REVIEW -> true;
            case APPROVED, REJECTED -> false;
        };
    }

    private ObjectNode view(ObjectNode applicant) {
        ObjectNode out = Json.object()
                .put("customerId", applicant.path("customerId").asText())
                .put("productId", applicant.path("productId").asText())
                .put("applicantStatus", books.spelled(status(applicant)));
        out.set("remarks", applicant.get("remarks"));
        return out;
    }
}
