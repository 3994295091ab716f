package io.cardport.simulators.uqpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import java.math.BigDecimal;
import java.util.Optional;

/** The issuing balances, one for each account and currency, and what moved them (§5.1). */
final class Balances {

    private final Books books;

    Balances(Books books) {
        this.books = books;
    }

    void open(String account, String currency, BigDecimal amount) {
        ObjectNode balance = Json.object()
                .put("balance_id", books.ids().uuid())
                .put("account", account)
                .put("currency", currency)
                .put("available_balance", amount.setScale(2).toPlainString())
                .put("margin_balance", "0.00")
                .put("frozen_balance", "0.00")
                .put("create_time", books.isoNow())
                .put("last_trade_time", books.isoNow())
                .put("balance_status", "ACTIVE");
        books.balances().put(account + "/" + currency, balance);
    }

    void set(String account, String currency, BigDecimal amount) {
        Optional<ObjectNode> balance = books.balances().find(account + "/" + currency);
        if (balance.isEmpty()) {
            open(account, currency, amount);
        } else {
            store(balance.get(), amount.setScale(2));
        }
    }

    /** Takes money; refuses if there is not enough. */
    void debit(String account, String currency, BigDecimal amount, String type) {
        ObjectNode balance = find(account, currency);
        BigDecimal rest = Card.amount(balance, "available_balance").subtract(amount);
        if (rest.signum() < 0) {
            throw Errors.account("insufficient_balance", "insufficient issuing balance");
        }
        move(balance, amount.negate(), rest, type);
    }

    void credit(String account, String currency, BigDecimal amount, String type) {
        ObjectNode balance = find(account, currency);
        move(balance, amount, Card.amount(balance, "available_balance").add(amount), type);
    }

    boolean covers(String account, String currency, BigDecimal amount) {
        return Card.amount(find(account, currency), "available_balance").compareTo(amount) >= 0;
    }

    Answer read(Request request) {
        Fields in = UqpayIssuer.body(request);
        return Answer.ok(view(find(books.account(request), in.required("currency"))));
    }

    Answer list(Request request) {
        String account = books.account(request);
        return books.page(
                request,
                10,
                Books.select(
                        books.balances().all(), b -> b.path("account").asText().equals(account)),
                Balances::view);
    }

    Answer moves(Request request) {
        String account = books.account(request);
        return books.page(
                request,
                10,
                Books.select(
                        books.moves().newestFirst(),
                        m -> m.path("account_id").asText().equals(account)
                                && wanted(request, m, "transaction_type")
                                && wanted(request, m, "transaction_status")
                                && wanted(request, m, "currency")
                                && wanted(request, m, "transaction_id")),
                ObjectNode::deepCopy);
    }

    static boolean wanted(Request request, ObjectNode row, String name) {
        return request.query(name)
                .filter(w -> !w.equals(row.path(name).asText()))
                .isEmpty();
    }

    private ObjectNode find(String account, String currency) {
        return books.balances()
                .find(account + "/" + currency)
                .orElseThrow(() -> Errors.account("balance_not_found", "no issuing balance in this currency"));
    }

    private void move(ObjectNode balance, BigDecimal amount, BigDecimal rest, String type) {
        if (amount.signum() == 0) {
            return;
        }
        store(balance, rest);
        String id = books.ids().uuid();
        ObjectNode row = Json.object()
                .put("transaction_id", id)
                .put("short_transaction_id", "T" + books.ids().digits(10))
                .put("account_id", balance.path("account").asText())
                .put("balance_id", balance.path("balance_id").asText())
                .put("transaction_type", type)
                .put("currency", balance.path("currency").asText())
                .put("amount", amount.toPlainString())
                .put("create_time", books.isoNow())
                .put("complete_time", books.isoNow())
                .put("transaction_status", "COMPLETED")
                .put("ending_balance", rest.toPlainString())
                .put("description", "");
        books.moves().put(id, row);
    }

    private void store(ObjectNode balance, BigDecimal amount) {
        balance.put("available_balance", amount.toPlainString()).put("last_trade_time", books.isoNow());
        books.balances()
                .put(
                        balance.path("account").asText() + "/"
                                + balance.path("currency").asText(),
                        balance);
    }

    private static ObjectNode view(ObjectNode balance) {
        ObjectNode out = balance.deepCopy();
        out.remove("account");
        return out;
    }
}
