package io.cardport.uqpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.Address;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Identity;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.domain.money.Money;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Our commands as UQPAY's bodies (sections 2.1, 4.2, 4.4). */
final class UqpayBodies {
    /** The metadata entry by which a card whose answer was lost is found again. */
    static final String OPERATION = "cardport_operation";

    private static final int METADATA_BYTES = 3_200;
    private static final int LONGEST_NAME_ON_CARD = 26;
    private static final long LARGEST_DOCUMENT = 2L * 1024 * 1024;
    private static final Set<String> HOLDER_DETAILS =
            Set.of("kyc_verification", "delivery_address", "residential_address");

    private UqpayBodies() {}

    /** A body, or why there can be none. */
    sealed interface Body {
        record Ready(Map<String, Object> fields) implements Body {}

        record Unfit(Refusal refusal) implements Body {}

        /** A spooled file cannot be read any more; nothing was sent. */
        record Unreadable() implements Body {}
    }

    static Body holder(CardholderProfile profile, Documents documents) {
        Optional<Refusal> unfit = unfit(profile, documents);
        if (unfit.isPresent()) {
            return new Body.Unfit(unfit.get());
        }
        try {
            return new Body.Ready(withPapers(person(profile), profile, documents));
        } catch (IOException gone) {
            return new Body.Unreadable();
        }
    }

    private static Map<String, Object> withPapers(
            Map<String, Object> body, CardholderProfile profile, Documents documents) throws IOException {
        identity(profile, documents).ifPresent(identity -> body.put("identity", identity));
        Optional<Documents.Document> paper = documents.named("details.document");
        if (paper.isPresent()) {
            body.put("document_type", paper.get().kind().extension());
            body.put("document", base64(paper.get()));
        }
        return body;
    }

    /** What {@code after} says differently, with the files; names are immutable at UQPAY and are not among it. */
    static Body holderChanges(CardholderProfile before, CardholderProfile after, Documents documents) {
        Optional<Refusal> unfit = unfit(after, documents);
        if (unfit.isPresent()) {
            return new Body.Unfit(unfit.get());
        }
        try {
            return new Body.Ready(withPapers(changed(before, after), after, documents));
        } catch (IOException gone) {
            return new Body.Unreadable();
        }
    }

    private static Map<String, Object> changed(CardholderProfile before, CardholderProfile after) {
        Map<String, Object> old = person(before);
        Map<String, Object> changed = person(after);
        changed.entrySet().removeIf(field -> field.getValue().equals(old.get(field.getKey())));
        return withoutNames(changed);
    }

    static Map<String, Object> withoutNames(Map<String, Object> holder) {
        holder.remove("first_name");
        holder.remove("last_name");
        return holder;
    }

    static Body card(IssueCommand command) {
        CardOptions options = command.options();
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Body.Unfit(objection.get().refusal());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("card_currency", command.product().currency().getCurrencyCode());
        body.put("cardholder_id", command.holder().reference().value());
        body.put("card_product_id", command.product().reference().value());
        // One field for two meanings: what is loaded on a SINGLE card, what a SHARE card may spend (section 3).
        options.initialLoad()
                .or(options.controls()::spendingLimit)
                .ifPresent(limit -> body.put("card_limit", limit.decimal()));
        if (!options.controls().spendingControls().isEmpty()) {
            body.put("spending_controls", spendingControls(options.controls()));
        }
        options.controls().merchantControls().ifPresent(controls -> body.put("risk_controls", riskControls(controls)));
        body.put("metadata", metadata(options.metadata(), command.operation()));
        options.singleUse().ifPresent(end -> {
            body.put("usage_type", "ONE_TIME");
            body.put(
                    "auto_cancel_trigger",
                    switch (end) {
                        case AUTHORIZATION -> "ON_AUTH";
                        case CAPTURE -> "ON_CAPTURE";
                    });
        });
        options.expiresAt().ifPresent(end -> body.put("expiry_at", UqpayWire.iso(end)));
        options.nameOnCard().ifPresent(name -> body.put("name_on_card", name));
        Map<String, Object> further =
                nested(command.holder().profile().details(), name -> !HOLDER_DETAILS.contains(name));
        if (!further.isEmpty()) {
            body.put("cardholder_required_fields", further);
        }
        return new Body.Ready(body);
    }

    /** All three kinds of control; what is not wanted is named so that it ends. */
    static Map<String, Object> controls(CardControlsSpec controls) {
        Map<String, Object> body = new LinkedHashMap<>();
        controls.spendingLimit().ifPresent(limit -> body.put("card_limit", limit.decimal()));
        body.put("spending_controls", spendingControls(controls));
        var merchants = controls.merchantControls()
                .orElse(new CardControlsSpec.MerchantControls(List.of(), List.of(), Optional.empty()));
        Map<String, Object> risk = new LinkedHashMap<>();
        risk.put("allow_3ds_transactions", yesNo(merchants.allow3ds().orElse(true)));
        risk.put("allowed_mcc", listOrNull(merchants.allowedMcc()));
        risk.put("blocked_mcc", listOrNull(merchants.blockedMcc()));
        body.put("risk_controls", risk);
        return body;
    }

    /** What UQPAY cannot hold of these controls: only limits per purchase are live (section 4.2). */
    static Optional<Objection> objectionTo(CardControlsSpec controls, Optional<Currency> currency) {
        for (CardControlsSpec.SpendingControl control : controls.spendingControls()) {
            boolean live = switch (control.interval()) {
                case PER_TRANSACTION -> true;
                case DAY, MONTH, YEAR, ATM_DAY, LIFETIME -> false;
            };
            if (!live) {
                return Optional.of(new Objection.NotOffered("only PER_TRANSACTION spending controls are supported"));
            }
        }
        return controls.spendingLimit()
                .flatMap(limit -> objectionTo("spendingLimit", limit, currency))
                .or(() -> controls.spendingControls().stream()
                        .flatMap(control -> objectionTo("spendingControls", control.amount(), currency).stream())
                        .findFirst());
    }

    static Optional<Objection> objectionTo(String field, Money money, Optional<Currency> currency) {
        if (currency.isPresent() && !currency.get().equals(money.currency())) {
            return Optional.of(new Objection.Wrong(field, "is not in the card's currency"));
        }
        return money.currency().getDefaultFractionDigits() > 2
                ? Optional.of(new Objection.NotOffered("amounts have at most two decimals"))
                : Optional.empty();
    }

    /** The distributor's data and our reference; our reference alone where both do not fit, or UQPAY might not read a number. */
    static Map<String, Object> metadata(CardOptions.Metadata metadata, OperationId operation) {
        Map<String, Object> all = new LinkedHashMap<>();
        switch (Json.read(metadata.json().getBytes(StandardCharsets.UTF_8))) {
            case JsonReading.Parsed(var root) ->
                root.node()
                        .filter(object -> holdsOrdinaryNumbers(root))
                        .ifPresent(object ->
                                object.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue())));
            case JsonReading.Malformed malformed -> {}
        }
        all.put(OPERATION, operation.value());
        return Json.write(all).length <= METADATA_BYTES ? all : Map.of(OPERATION, operation.value());
    }

    private static boolean holdsOrdinaryNumbers(JsonView view) {
        return (view.node().filter(JsonNode::isNumber).isEmpty()
                        || view.decimal().isPresent())
                && view.items().stream().allMatch(UqpayBodies::holdsOrdinaryNumbers)
                && view.fields().values().stream().allMatch(UqpayBodies::holdsOrdinaryNumbers);
    }

    static Optional<Objection> objectionTo(IssueCommand command) {
        CardOptions options = command.options();
        Optional<Currency> currency = Optional.of(command.product().currency());
        if (command.product().type() == CardType.PHYSICAL) {
            return Optional.of(new Objection.NotOffered("physical cards are assigned by the number printed on them"));
        }
        if (options.initialLoad().isPresent()
                && options.controls().spendingLimit().isPresent()) {
            return Optional.of(new Objection.NotOffered("the load is the limit, another one cannot be asked for"));
        }
        if (options.nameOnCard()
                .filter(name -> name.length() > LONGEST_NAME_ON_CARD)
                .isPresent()) {
            return Optional.of(new Objection.Wrong("nameOnCard", "has at most 26 characters"));
        }
        return options.initialLoad()
                .flatMap(load -> objectionTo("initialLoad", load, currency))
                .or(() -> objectionTo(options.controls(), currency));
    }

    private static Optional<Refusal> unfit(CardholderProfile profile, Documents documents) {
        if (documents.files().stream().anyMatch(file -> file.length() > LARGEST_DOCUMENT)) {
            return Optional.of(UqpayAnswers.own(Reason.INVALID_REQUEST, "a document has at most 2 MB"));
        }
        if (profile.identity().isEmpty() || documents.named("docFront").isEmpty()) {
            return Optional.empty();
        }
        return switch (profile.identity().get().documentType()) {
            case PASSPORT -> Optional.empty();
            case ID_CARD ->
                documents.named("docBack").isPresent()
                        ? Optional.empty()
                        : Optional.of(new Refusal(
                                Reason.REQUIREMENTS_MISSING, "", "an identity card has a back", List.of("docBack")));
            case DRIVERS_LICENSE ->
                Optional.of(UqpayAnswers.own(Reason.UNSUPPORTED, "only identity cards and passports are taken"));
        };
    }

    private static Map<String, Object> person(CardholderProfile profile) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", profile.contact().email());
        body.put("first_name", profile.name().firstName());
        body.put("last_name", profile.name().lastName());
        body.put("country_code", profile.contact().country());
        body.put("phone_number", profile.contact().mobile());
        profile.person().dateOfBirth().ifPresent(date -> body.put("date_of_birth", date.toString()));
        profile.person().gender().ifPresent(gender -> body.put("gender", gender.name()));
        profile.person().nationality().ifPresent(country -> body.put("nationality", country));
        Map<String, Object> details = nested(profile.details(), HOLDER_DETAILS::contains);
        profile.address().map(UqpayBodies::address).ifPresent(address -> {
            if (details.remove("residential_address") instanceof Map<?, ?> more) {
                more.forEach((name, value) -> address.put(String.valueOf(name), value));
            }
            body.put("residential_address", address);
        });
        details.forEach(body::put);
        return body;
    }

    private static Map<String, Object> address(Address address) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("country", address.country());
        body.put("city", address.city());
        body.put("line1", address.line1());
        address.line2().ifPresent(line -> body.put("line2", line));
        address.state().ifPresent(state -> body.put("state", state));
        address.postalCode().ifPresent(code -> body.put("postal_code", code));
        return body;
    }

    /** Without its picture the data of a document is refused, so both go together or not at all (section 2.1). */
    private static Optional<Map<String, Object>> identity(CardholderProfile profile, Documents documents)
            throws IOException {
        Optional<Documents.Document> front = documents.named("docFront");
        if (profile.identity().isEmpty() || front.isEmpty()) {
            return Optional.empty();
        }
        Identity identity = profile.identity().get();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", identity.documentType().name());
        body.put("number", identity.documentNumber());
        body.put("front_file", base64(front.get()));
        Optional<Documents.Document> back = documents.named("docBack");
        if (back.isPresent()) {
            body.put("back_file", base64(back.get()));
        }
        Optional<Documents.Document> hand = documents.named("selfie");
        if (hand.isPresent()) {
            body.put("hand_file", base64(hand.get()));
        }
        return Optional.of(body);
    }

    private static String base64(Documents.Document document) throws IOException {
        try (InputStream content = document.open()) {
            return Base64.getEncoder().encodeToString(content.readNBytes((int) LARGEST_DOCUMENT));
        }
    }

    /** Dotted names as nested objects; the longer name wins over a text where both stand. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> nested(Map<String, String> details, Predicate<String> wanted) {
        Map<String, Object> root = new LinkedHashMap<>();
        details.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            String[] path = entry.getKey().split("\\.", -1);
            if (!wanted.test(path[0])) {
                return;
            }
            Map<String, Object> place = root;
            for (int i = 0; i < path.length - 1; i++) {
                place = (Map<String, Object>) place.compute(
                        path[i], (name, old) -> old instanceof Map<?, ?> ? old : new LinkedHashMap<>());
            }
            place.putIfAbsent(path[path.length - 1], entry.getValue());
        });
        return root;
    }

    private static List<Map<String, Object>> spendingControls(CardControlsSpec controls) {
        return controls.spendingControls().stream()
                .map(control -> {
                    // In one order: with one key, other bytes may count as another content (section 1.4).
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("amount", control.amount().decimal());
                    body.put("interval", control.interval().name());
                    return body;
                })
                .toList();
    }

    private static Map<String, Object> riskControls(CardControlsSpec.MerchantControls controls) {
        Map<String, Object> body = new LinkedHashMap<>();
        controls.allow3ds().ifPresent(allowed -> body.put("allow_3ds_transactions", yesNo(allowed)));
        if (!controls.allowedMcc().isEmpty()) {
            body.put("allowed_mcc", controls.allowedMcc());
        }
        if (!controls.blockedMcc().isEmpty()) {
            body.put("blocked_mcc", controls.blockedMcc());
        }
        return body;
    }

    private static Object listOrNull(List<String> codes) {
        return codes.isEmpty() ? NullNode.getInstance() : codes;
    }

    private static String yesNo(boolean value) {
        return value ? "Y" : "N";
    }
}
