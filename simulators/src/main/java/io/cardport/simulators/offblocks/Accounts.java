package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.offblocks.Words.AccountStatus;
import io.cardport.simulators.offblocks.Words.Alarm;
import io.cardport.simulators.offblocks.Words.CustomerStatus;
import io.cardport.simulators.offblocks.Words.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** Card accounts of customers, one currency each (§3.3). */
final class Accounts {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final OffblocksBooks books;
    private final NextFailures<Words.Failing> failures;

    Accounts(OffblocksBooks books, NextFailures<Words.Failing> failures) {
        this.books = books;
        this.failures = failures;
    }

    Answer create(Request request, String customerId) {
        ObjectNode customer = books.find(Kind.CUSTOMER, customerId);
        Fields in = OffblocksBooks.body(request);
        if (!in.required("type").equals("card_account")) {
            throw in.wrong("type", "must be card_account");
        }
        List<JsonNode> currencies = in.array("currencies").orElseThrow(() -> in.wrong("currencies", "is required"));
        if (currencies.size() != 1
                || !CURRENCY.matcher(currencies.getFirst().asText()).matches()) {
            throw in.wrong("currencies", "must hold one ISO 4217 code");
        }
        if (books.tuning().on("account-needs-active-customer") && Customers.status(customer) != CustomerStatus.ACTIVE) {
            throw OffblocksBooks.conflict("the customer is " + Words.word(Customers.status(customer)));
        }
        boolean challenged = books.tuning().on("account-challenge");
        ObjectNode fields = Json.object().put("customerId", customerId).put("type", "card_account");
        fields.putArray("currencies").add(currencies.getFirst().asText());
        ObjectNode account =
                books.open(Kind.ACCOUNT, challenged ? AccountStatus.INITIATING : AccountStatus.PENDING, fields);
        OffblocksBooks.secret(
                account, "idempotencyKey", request.header("idempotency-key").orElse(""));
        if (challenged) {
            Customers.challenge(books, account);
        } else {
            start(account);
        }
        books.table(Kind.ACCOUNT).put(account.path("id").asText(), account);
        return Answer.of(201, OffblocksBooks.view(account));
    }

    Answer sign(Request request, String id) {
        ObjectNode account = books.find(Kind.ACCOUNT, id);
        Customers.signed(request, account);
        books.move(Kind.ACCOUNT, account, AccountStatus.PENDING);
        start(account);
        return Answer.ok(OffblocksBooks.view(account));
    }

    private void start(ObjectNode account) {
        books.later("account-delay-ms", 1, 1, Alarm.ACCOUNT, account);
    }

    void due(ObjectNode account) {
        if (status(account) == AccountStatus.PENDING && books.tuning().on("auto-open")) {
            boolean fails = failures.fails(Words.Failing.ACCOUNT);
            books.move(Kind.ACCOUNT, account, fails ? AccountStatus.FAILED : AccountStatus.ACTIVE);
        }
    }

    /** Ends the opening by hand. */
    void decide(ObjectNode account, AccountStatus end) {
        switch (status(account)) {
            case INITIATING, PENDING -> {
                account.remove("challenge");
                books.move(Kind.ACCOUNT, account, end);
            }
            case ACTIVE, INACTIVE, CLOSED, FAILED ->
                throw OffblocksBooks.conflict("the account is " + Words.word(status(account)));
        }
    }

    Answer activate(String id) {
        return change(id, AccountStatus.INACTIVE, AccountStatus.ACTIVE);
    }

    Answer deactivate(String id) {
        return change(id, AccountStatus.ACTIVE, AccountStatus.INACTIVE);
    }

    Answer close(String id) {
        ObjectNode account = books.find(Kind.ACCOUNT, id);
        switch (status(account)) {
            case INITIATING, PENDING, ACTIVE, INACTIVE -> books.move(Kind.ACCOUNT, account, AccountStatus.CLOSED);
            case CLOSED -> {}
            case FAILED -> throw OffblocksBooks.conflict("the account is failed");
        }
        return books.changed(account);
    }

    private Answer change(String id, AccountStatus from, AccountStatus to) {
        ObjectNode account = books.find(Kind.ACCOUNT, id);
        if (status(account) == from) {
            books.move(Kind.ACCOUNT, account, to);
        } else if (status(account) != to) {
            throw OffblocksBooks.conflict("the account is " + Words.word(status(account)));
        }
        return books.changed(account);
    }

    static AccountStatus status(ObjectNode account) {
        return Words.status(account, AccountStatus.class);
    }
}
