package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Records;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Table;
import io.cardport.simulators.frame.Tuning;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** BananaTech's tables, merchant account, integer ids, paging and refusals. Users stand in the table of holders. */
final class BananaBooks extends Records {

    static final String CURRENCY = "USD";

    private static final String WALLET = "wallet";
    private static final String SEQUENCE = "sequence";

    private final NextFailures<Word.Failure> failures = new NextFailures<>(Word.Failure.class);

    BananaBooks(IssuerState state, Tuning tuning) {
        super(state, tuning);
        recharges().packed();
        transactions().packed();
        records().packed();
    }

    NextFailures<Word.Failure> failures() {
        return failures;
    }

    Table recharges() {
        return state().table("recharges");
    }

    Table operations() {
        return state().table("operations");
    }

    /** What was told by webhook, delivered or not. */
    Table records() {
        return state().table("records");
    }

    /** Numbers of printed cards that nobody has yet. */
    Table stock() {
        return state().table("stock");
    }

    /** Ids count up, one line for all kinds. */
    long next() {
        ObjectNode sequence =
                keys().find(SEQUENCE).orElseGet(() -> Json.object().put("last", 10_000));
        long id = sequence.path("last").longValue() + 1;
        keys().put(SEQUENCE, sequence.put("last", id));
        return id;
    }

    BigDecimal wallet() {
        return keys().find(WALLET).map(w -> money(w, "amount")).orElse(new BigDecimal("0.00"));
    }

    void wallet(BigDecimal amount) {
        keys().put(WALLET, Json.object().put("amount", amount.setScale(2).toPlainString()));
    }

    /** Takes from the merchant account, or refuses (§2.2). */
    void pay(BigDecimal amount) {
        if (wallet().compareTo(amount) < 0) {
            throw refusal("Insufficient merchant account balance");
        }
        wallet(wallet().subtract(amount));
    }

    void refund(BigDecimal amount) {
        wallet(wallet().add(amount));
    }

    /** Asks for an alarm after one of the settings that end in <code>-delay-ms</code>. */
    void later(String setting, Word.Alarm alarm, long id) {
        Duration wait = tuning().millis(setting);
        state().timers().after(wait, alarm.name(), Long.toString(id));
    }

    ObjectNode user(long id) {
        return holders().find(Long.toString(id)).orElseThrow(() -> refusal("user not exist"));
    }

    ObjectNode card(long id) {
        return cards().find(Long.toString(id)).orElseThrow(() -> refusal("card not exist"));
    }

    /** The card that a call is about; another user's does not exist for the caller. */
    ObjectNode card(Fields in) {
        long user = id(in, "user_id");
        long card = id(in, "card_id");
        return cards().find(Long.toString(card))
                .filter(c -> c.path("user_id").longValue() == user)
                .orElseThrow(() -> refusal("101:0 - card number not exist"));
    }

    void keep(ObjectNode card) {
        cards().put(card.path("card_id").asText(), card);
    }

    static Word.CardStatus status(ObjectNode card) {
        return Word.CardStatus.valueOf(card.path("status").asText());
    }

    static BigDecimal money(ObjectNode node, String name) {
        return new BigDecimal(node.path(name).asText("0.00"));
    }

    static long id(Fields in, String name) {
        return optionalId(in, name).orElseThrow(() -> in.wrong(name, "is required"));
    }

    static Optional<Long> optionalId(Fields in, String name) {
        if (!in.has(name)) {
            return Optional.empty();
        }
        if (!in.node().path(name).isIntegralNumber() || !in.node().path(name).canConvertToLong()) {
            throw in.wrong(name, "must be an integer");
        }
        return Optional.of(in.node().path(name).longValue());
    }

    static Refusal refusal(String message) {
        return new Refusal(failure(message));
    }

    static Answer failure(String message) {
        return Answer.of(400, Json.object().put("success", false).put("message", message));
    }

    static Answer said(String message) {
        return Answer.ok(Json.object().put("message", message));
    }

    static Answer page(Fields in, List<ObjectNode> all, Function<ObjectNode, ObjectNode> view) {
        long skip = optionalId(in, "skip").orElse(0L);
        long limit = optionalId(in, "limit").orElse(10L);
        if (skip < 0) {
            throw in.wrong("skip", "must not be negative");
        }
        if (limit < 1 || limit > 100) {
            throw in.wrong("limit", "must be between 1 and 100");
        }
        ArrayNode data = Json.array();
        all.stream().skip(skip).limit(limit).map(view).forEach(data::add);
        ObjectNode body = Json.object();
        body.set("data", data);
        return Answer.ok(body.put("total", all.size()));
    }

    /** Those whose <code>created_at</code> lies between the two dates and whose text has the search term. */
    static List<ObjectNode> selected(Fields in, List<ObjectNode> all) {
        Optional<Instant> from = moment(in, "start_date", 0);
        Optional<Instant> to = moment(in, "end_date", 1);
        Optional<String> search = in.text("search").map(text -> text.toLowerCase(Locale.ROOT));
        return all.stream()
                .filter(d -> from.filter(at -> created(d).isBefore(at)).isEmpty())
                .filter(d -> to.filter(at -> !created(d).isBefore(at)).isEmpty())
                .filter(d -> search.filter(
                                text -> !Json.text(d).toLowerCase(Locale.ROOT).contains(text))
                        .isEmpty())
                .toList();
    }

    private static Instant created(ObjectNode document) {
        return Instant.parse(document.path("created_at").asText());
    }

    /** A moment, or a whole day whose end is the next one's beginning. */
    private static Optional<Instant> moment(Fields in, String name, int days) {
        try {
            return in.text(name)
                    .map(text -> text.length() == 10
                            ? LocalDate.parse(text)
                                    .plusDays(days)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException e) {
            throw in.wrong(name, "must be ISO 8601 in UTC");
        }
    }
}
