package io.cardport.simulators.artha;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Records;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import io.cardport.simulators.frame.Tuning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Artha's tables, merchant portal balances, paging and errors. Customers stand in the table of holders. */
final class ArthaBooks extends Records {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,13}(\\.\\d{1,2})?");

    private final NextFailures<Word.Failure> failures = new NextFailures<>(Word.Failure.class);

    ArthaBooks(IssuerState state, Tuning tuning) {
        super(state, tuning);
        topups().packed();
        transactions().packed();
    }

    NextFailures<Word.Failure> failures() {
        return failures;
    }

    Table applicants() {
        return state().table("applicants");
    }

    Table uploads() {
        return state().table("uploads");
    }

    Table topups() {
        return state().table("topups");
    }

    Table balances() {
        return state().table("balances");
    }

    BigDecimal balance(String currency) {
        return balances().find(currency).map(b -> money(b, "available_balance")).orElse(new BigDecimal("0.00"));
    }

    void balance(String currency, BigDecimal amount) {
        balances()
                .put(
                        currency,
                        Json.object()
                                .put("currency", currency)
                                .put("available_balance", amount.setScale(2).toPlainString()));
    }

    String spelled(Word word) {
        return word.spelled(tuning().number("words"));
    }

    ObjectNode customer(String id) {
        return holders().find(id).orElseThrow(() -> refusal(404, "not_found", "customer not found"));
    }

    ObjectNode card(String id) {
        return cards().find(id).orElseThrow(() -> refusal(404, "not_found", "card not found"));
    }

    static Word.CardState state(ObjectNode card) {
        return Word.CardState.valueOf(card.path("state").asText());
    }

    static BigDecimal money(ObjectNode node, String name) {
        return new BigDecimal(node.path(name).asText("0.00"));
    }

    static Answer failure(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return Answer.of(status, body);
    }

    static Refusal refusal(int status, String code, String message) {
        return new Refusal(failure(status, code, message));
    }

    static Refusal rule(String code, String message) {
        return refusal(422, code, message);
    }

    static Fields body(Request request) {
        ObjectNode body = Json.parseObject(request.body())
                .orElseThrow(() -> refusal(400, "malformed", "the body must be a JSON object"));
        return new Fields(body, "", message -> refusal(400, "invalid", message));
    }

    /** Amounts come as numbers or as text (§1.4). */
    static Optional<BigDecimal> amount(Fields in, String name) {
        if (!in.node().path(name).isTextual()) {
            return in.money(name);
        }
        String text = in.required(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw in.wrong(name, "must be a decimal with at most two places");
        }
        return Optional.of(new BigDecimal(text).setScale(2, RoundingMode.UNNECESSARY));
    }

    Answer page(Request request, List<ObjectNode> all, Function<ObjectNode, ObjectNode> view) {
        int limit = number(request, "limit", 1, 100, 20);
        int offset = number(request, "offset", 0, 1_000_000_000, 0);
        ArrayNode data = Json.array();
        all.stream().skip(offset).limit(limit).map(view).forEach(data::add);
        if (tuning().on("bare-lists")) {
            return Answer.ok(data);
        }
        ObjectNode body = Json.object();
        body.set("data", data);
        return Answer.ok(body.put("total", all.size()).put("limit", limit).put("offset", offset));
    }

    private static int number(Request request, String name, int min, int max, int otherwise) {
        Optional<String> text = request.query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        int value = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : -1;
        if (value < min || value > max) {
            throw refusal(400, "invalid", name + " must be between " + min + " and " + max);
        }
        return value;
    }
}
