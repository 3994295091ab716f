package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Records;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import io.cardport.simulators.frame.Tuning;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** UQPAY's tables and what every part of it needs: times, paging, the caller's account. */
final class Books extends Records {

    private static final ZoneOffset HOME = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");

    Books(IssuerState state, Tuning tuning) {
        super(state, tuning);
        // Load tests make hundreds of thousands of these and read hardly any.
        orders().packed();
        moves().packed();
    }

    Table orders() {
        return state().table("orders");
    }

    Table balances() {
        return state().table("balances");
    }

    /** What moved the issuing balances. */
    Table moves() {
        return state().table("balance-moves");
    }

    Table accounts() {
        return state().table("accounts");
    }

    /** The account a request acts for: its sub-account, or the master (§1.3). */
    String account(Request request) {
        return request.header("x-on-behalf-of").orElseGet(this::master);
    }

    String master() {
        return keys().find("credentials").orElseThrow().path("accountId").textValue();
    }

    String isoNow() {
        return iso(now());
    }

    static String iso(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                OffsetDateTime.ofInstant(at.truncatedTo(ChronoUnit.MILLIS), HOME));
    }

    /** Times of cardholders carry no zone in REST answers (§2.3). */
    String plainNow() {
        return PLAIN.format(OffsetDateTime.ofInstant(now(), HOME));
    }

    /** Own documents of a table; foreign ones do not exist for the caller. */
    static Optional<ObjectNode> own(Table table, String id, String account) {
        return table.find(id).filter(d -> d.path("account").asText().equals(account));
    }

    Answer page(Request request, int smallest, List<ObjectNode> all, Function<ObjectNode, ObjectNode> view) {
        int size = number(request, "page_size", smallest, 100, 10);
        int number = number(request, "page_number", 1, 1_000_000, 1);
        var data = Json.array();
        all.stream().skip((long) (number - 1) * size).limit(size).map(view).forEach(data::add);
        ObjectNode body =
                Json.object().put("total_pages", (all.size() + size - 1) / size).put("total_items", all.size());
        body.set("data", data);
        return Answer.ok(body);
    }

    static List<ObjectNode> select(List<ObjectNode> all, Predicate<ObjectNode> wanted) {
        return all.stream().filter(wanted).toList();
    }

    private static int number(Request request, String name, int min, int max, int otherwise) {
        Optional<String> text = request.query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!NUMBER.matcher(text.get()).matches()) {
            throw Errors.invalid(name + " must be a number");
        }
        int value = Integer.parseInt(text.get());
        if (value < min || value > max) {
            throw Errors.invalid(name + " must be between " + min + " and " + max);
        }
        return value;
    }
}
