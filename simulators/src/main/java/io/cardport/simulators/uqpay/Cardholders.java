package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.util.Optional;
import java.util.function.Consumer;

/** Cardholders and their review (§2). */
final class Cardholders {

    private static final String[] READ = {
        "cardholder_id",
        "email",
        "first_name",
        "last_name",
        "country_code",
        "phone_number",
        "date_of_birth",
        "gender",
        "nationality",
        "residential_address",
        "cardholder_status",
        "number_of_cards",
        "review_status",
        "idv_status",
        "idv_verification_url",
        "idv_url_expires_at",
        "create_time"
    };

    private final Books books;
    private final Events events;
    private Consumer<ObjectNode> afterDecision = holder -> {};

    Cardholders(Books books, Events events) {
        this.books = books;
        this.events = events;
    }

    /** Whom a decision concerns besides: cards that wait for it. */
    void afterDecision(Consumer<ObjectNode> action) {
        afterDecision = action;
    }

    Answer create(Request request) {
        ObjectNode holder = enter(UqpayIssuer.body(request), books.account(request));
        holder.put("idempotency_key", request.header(Idempotency.HEADER).orElse(""));
        return Answer.ok(outcome(holder));
    }

    /** Checks and keeps a new holder; also used by one-step issuing (§4.2). */
    ObjectNode enter(Fields in, String account) {
        ObjectNode holder = new HolderForm(books.now()).full(in);
        unique(holder, "email", account, "");
        unique(holder, "phone_number", account, "");
        uniqueProof(holder, "");
        String id = books.ids().uuid();
        holder.put("cardholder_id", id)
                .put("account", account)
                .put("number_of_cards", 0)
                .put("create_time", books.plainNow())
                .put("created_at", books.isoNow())
                .put("updated_at", books.isoNow());
        books.holders().put(id, holder);
        index(holder);
        review(holder);
        return holder;
    }

    Answer update(Request request, String id) {
        ObjectNode holder = own(id, books.account(request));
        Fields in = UqpayIssuer.body(request);
        if (in.has("first_name") || in.has("last_name")) {
            throw Errors.invalid("first_name and last_name cannot be changed");
        }
        merge(holder, in);
        events.holder("cardholder.updated", holder);
        return Answer.ok(outcome(holder));
    }

    /** Adds fields to a holder; new evidence starts a new review. */
    void merge(ObjectNode holder, Fields in) {
        ObjectNode changes = new HolderForm(books.now()).partial(in);
        String account = holder.path("account").asText();
        String id = holder.path("cardholder_id").asText();
        unique(changes, "email", account, id);
        unique(changes, "phone_number", account, id);
        uniqueProof(changes, id);
        holder.setAll(changes);
        holder.put("updated_at", books.isoNow());
        books.holders().put(id, holder);
        index(holder);
        boolean evidence = changes.has("identity") || changes.has("kyc_verification");
        if (evidence) {
            review(holder);
        }
    }

    Answer retrieve(Request request, String id) {
        return Answer.ok(view(own(id, books.account(request))));
    }

    Answer list(Request request) {
        String account = books.account(request);
        Optional<String> wanted = request.query("cardholder_status");
        return books.page(
                request,
                10,
                Books.select(
                        books.holders().newestFirst(),
                        h -> h.path("account").asText().equals(account)
                                && wanted.filter(w -> !w.equals(status(h).name()))
                                        .isEmpty()),
                Cardholders::view);
    }

    ObjectNode own(String id, String account) {
        return Books.own(books.holders(), id, account)
                .orElseThrow(() -> Errors.holder("cardholder_not_found", "cardholder not found"));
    }

    /** The review is over. */
    void decide(ObjectNode holder, Words.HolderStatus status, String reason) {
        holder.put("cardholder_status", status.name()).put("updated_at", books.isoNow());
        if (status == Words.HolderStatus.INCOMPLETE) {
            link(holder);
        } else if (holder.has("idv_status")) {
            holder.put("idv_status", status == Words.HolderStatus.SUCCESS ? "PASSED" : "FAILED");
        }
        if (reason.isEmpty()) {
            holder.remove("reason");
        } else {
            holder.put("reason", reason);
        }
        books.holders().put(holder.path("cardholder_id").asText(), holder);
        events.holder("cardholder.kyc.status_changed", holder);
        afterDecision.accept(holder);
    }

    void reviewDue(String id) {
        books.holders()
                .find(id)
                .filter(h -> status(h) == Words.HolderStatus.PENDING
                        && books.tuning().on("auto-approve"))
                .ifPresent(h -> decide(h, Words.HolderStatus.SUCCESS, ""));
    }

    static Words.HolderStatus status(ObjectNode holder) {
        return Words.HolderStatus.valueOf(holder.path("cardholder_status").asText());
    }

    static Words.KycLevel level(ObjectNode holder) {
        if (holder.has("kyc_verification")) {
            return Words.KycLevel.ENHANCED;
        }
        boolean standard = holder.has("identity") && holder.has("nationality") && holder.has("residential_address");
        return standard ? Words.KycLevel.STANDARD : Words.KycLevel.SIMPLIFIED;
    }

    static ObjectNode outcome(ObjectNode holder) {
        ObjectNode out = Json.object();
        copy(holder, out, "cardholder_id", "cardholder_status", "idv_verification_url", "idv_url_expires_at");
        return out;
    }

    static ObjectNode view(ObjectNode holder) {
        ObjectNode out = Json.object();
        copy(holder, out, READ);
        if (!out.has("gender")) {
            out.put("gender", "");
        }
        if (!out.has("nationality")) {
            out.put("nationality", "");
        }
        return out;
    }

    static void copy(ObjectNode from, ObjectNode to, String... names) {
        for (String name : names) {
            if (from.has(name)) {
                to.set(name, from.path(name).deepCopy());
            }
        }
    }

    private void review(ObjectNode holder) {
        Words.HolderStatus status = switch (level(holder)) {
            case SIMPLIFIED ->
                books.tuning().on("review-simplified") ? Words.HolderStatus.PENDING : Words.HolderStatus.SUCCESS;
            case STANDARD -> Words.HolderStatus.PENDING;
            case ENHANCED -> redirected(holder) ? Words.HolderStatus.INCOMPLETE : Words.HolderStatus.SUCCESS;
        };
        holder.put("cardholder_status", status.name()).put("review_status", "SUCCESS");
        if (status == Words.HolderStatus.INCOMPLETE) {
            link(holder);
        }
        String id = holder.path("cardholder_id").asText();
        books.holders().put(id, holder);
        if (status == Words.HolderStatus.PENDING) {
            books.state()
                    .timers()
                    .after(books.tuning().millis("holder-delay-ms"), Words.Alarm.HOLDER_REVIEW.name(), id);
        }
    }

    private void link(ObjectNode holder) {
        holder.put("idv_status", "PENDING")
                .put(
                        "idv_verification_url",
                        "https://idv.invalid/" + books.ids().hex(24))
                .put("idv_url_expires_at", Books.iso(books.now().plusSeconds(86_400)));
    }

    private static boolean redirected(ObjectNode holder) {
        return holder.path("kyc_verification").path("method").asText().equals(Words.KycMethod.SUMSUB_REDIRECT.name());
    }

    private void index(ObjectNode holder) {
        for (String name : new String[] {"email", "phone_number"}) {
            String key = indexKey(
                    holder.path("account").asText(), name, holder.path(name).asText());
            books.state()
                    .table("holder-index")
                    .put(
                            key,
                            Json.object().put("id", holder.path("cardholder_id").asText()));
        }
    }

    private static String indexKey(String account, String name, String value) {
        return account + "/" + name + "/" + value;
    }

    private void unique(ObjectNode holder, String name, String account, String self) {
        String value = holder.path(name).asText();
        if (value.isEmpty()) {
            return;
        }
        // An index beside the holders: load tests make many of them.
        String key = indexKey(account, name, value);
        var index = books.state().table("holder-index");
        index.find(key)
                .filter(e -> !e.path("id").asText().equals(self))
                .flatMap(e -> books.holders().find(e.path("id").asText()))
                .filter(other -> other.path(name).asText().equals(value))
                .ifPresent(other -> {
                    throw Errors.holder(name + "_already_exists", name + " already exists");
                });
    }

    private void uniqueProof(ObjectNode holder, String self) {
        String reference = holder.path("kyc_verification")
                .path("kyc_proof")
                .path("reference_id")
                .asText();
        boolean used = !reference.isEmpty()
                && books.holders().all().stream()
                        .anyMatch(h -> !h.path("cardholder_id").asText().equals(self)
                                && h.path("kyc_verification")
                                        .path("kyc_proof")
                                        .path("reference_id")
                                        .asText()
                                        .equals(reference));
        if (used) {
            throw Errors.holder("reference_id_already_exists", "kyc_proof.reference_id already exists");
        }
    }
}
