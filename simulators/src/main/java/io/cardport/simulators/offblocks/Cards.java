package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.CardNumbers;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.offblocks.Words.AccountStatus;
import io.cardport.simulators.offblocks.Words.Alarm;
import io.cardport.simulators.offblocks.Words.CardStatus;
import io.cardport.simulators.offblocks.Words.CardType;
import io.cardport.simulators.offblocks.Words.Kind;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Cards (§3.2, 3.3): at most one virtual and one physical card of an account that are not at their end. */
final class Cards {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int LONGEST_LINE = 200;
    private static final int SHOWN = 6;
    private static final String LIST = "_cards";

    private final OffblocksBooks books;
    private final NextFailures<Words.Failing> failures;

    Cards(OffblocksBooks books, NextFailures<Words.Failing> failures) {
        this.books = books;
        this.failures = failures;
    }

    Answer create(Request request, String accountId) {
        ObjectNode account = books.find(Kind.ACCOUNT, accountId);
        Fields in = OffblocksBooks.body(request);
        CardType type = type(in);
        ObjectNode billing = address(in, "billingAddress");
        ObjectNode fields = Json.object().put("accountId", accountId).put("type", Words.word(type));
        in.text("name", LONGEST_LINE).ifPresent(name -> fields.put("name", name));
        if (type == CardType.PHYSICAL) {
            if (!books.tuning().on("physical")) {
                throw OffblocksBooks.refusal(400, "unsupported", "physical cards are not offered");
            }
            fields.set("shippingAddress", address(in, "shippingAddress"));
        }
        if (Accounts.status(account) != AccountStatus.ACTIVE) {
            throw OffblocksBooks.conflict("the account is " + Words.word(Accounts.status(account)));
        }
        boolean taken = of(account).stream()
                .anyMatch(card -> card.path("type").asText().equals(Words.word(type))
                        && !status(card).last());
        if (taken) {
            throw OffblocksBooks.refusal(
                    (int) books.tuning().number("limit-status"),
                    "card_limit_reached",
                    "the account has a " + Words.word(type) + " card");
        }
        if (failures.fails(Words.Failing.CARD_REFUSED)) {
            throw OffblocksBooks.invalid("the card was refused by the issuing partner");
        }
        return Answer.of(201, OffblocksBooks.view(issue(request, account, fields.set("billingAddress", billing))));
    }

    private ObjectNode issue(Request request, ObjectNode account, ObjectNode fields) {
        boolean euro = account.path("currencies").path(0).asText().equals("EUR");
        String number = CardNumbers.draw(euro ? "555555" : "411111", books.ids());
        var end = books.now().atOffset(ZoneOffset.UTC).plusYears(3);
        fields.put("network", euro ? "mastercard" : "visa")
                .put(
                        "maskedPan",
                        number.substring(0, SHOWN)
                                + "*".repeat(number.length() - SHOWN - 4)
                                + CardNumbers.lastFour(number))
                .put("expirationDate", String.format(Locale.ROOT, "%02d/%04d", end.getMonthValue(), end.getYear()));
        OffblocksBooks.secret(
                fields, "idempotencyKey", request.header("idempotency-key").orElse(""));
        OffblocksBooks.secret(fields, "customerId", account.path("customerId").asText());
        ObjectNode card = books.open(Kind.CARD, CardStatus.ISSUING, fields);
        books.later("card-delay-ms", 1, 1, Alarm.CARD, card);
        account.withArray("/" + LIST).add(card.path("id").asText());
        books.table(Kind.ACCOUNT).put(account.path("id").asText(), account);
        return card;
    }

    Answer list(String accountId) {
        return books.list(of(books.find(Kind.ACCOUNT, accountId)).stream()
                .map(OffblocksBooks::view)
                .toList());
    }

    /** By the account's own list: a search through all cards would slow load tests down. */
    private List<ObjectNode> of(ObjectNode account) {
        return account.path(LIST)
                .valueStream()
                .map(id -> books.find(Kind.CARD, id.asText()))
                .toList();
    }

    void due(ObjectNode card) {
        if (status(card) == CardStatus.ISSUING && books.tuning().on("auto-issue")) {
            boolean fails = failures.fails(Words.Failing.CARD);
            books.move(Kind.CARD, card, fails ? CardStatus.ISSUE_FAILED : CardStatus.ACTIVE);
        }
    }

    /** Ends the issuing by hand. */
    void decide(ObjectNode card, CardStatus end) {
        if (status(card) != CardStatus.ISSUING) {
            throw wrongState(card);
        }
        books.move(Kind.CARD, card, end);
    }

    Answer activate(String id) {
        return change(id, CardStatus.INACTIVE, CardStatus.ACTIVE);
    }

    Answer deactivate(String id) {
        return change(id, CardStatus.ACTIVE, CardStatus.INACTIVE);
    }

    Answer terminate(String id) {
        ObjectNode card = books.find(Kind.CARD, id);
        switch (status(card)) {
            case ISSUING, ACTIVE, INACTIVE, SUSPENDED -> books.move(Kind.CARD, card, CardStatus.TERMINATED);
            case TERMINATED -> {}
            case BLOCKED, ISSUE_FAILED -> throw wrongState(card);
        }
        return books.changed(card);
    }

    /** What the issuing partner does to a card on its own; nothing moves a card that is at its end. */
    void force(ObjectNode card, CardStatus status) {
        if (status(card).last()) {
            throw wrongState(card);
        }
        books.move(Kind.CARD, card, status);
    }

    private Answer change(String id, CardStatus from, CardStatus to) {
        ObjectNode card = books.find(Kind.CARD, id);
        if (status(card) == from) {
            books.move(Kind.CARD, card, to);
        } else if (status(card) != to) {
            throw wrongState(card);
        }
        return books.changed(card);
    }

    static CardStatus status(ObjectNode card) {
        return Words.status(card, CardStatus.class);
    }

    private static RuntimeException wrongState(ObjectNode card) {
        return OffblocksBooks.conflict("the card is " + card.path("status").asText());
    }

    private static CardType type(Fields in) {
        String word = in.required("type");
        return Stream.of(CardType.values())
                .filter(type -> Words.word(type).equals(word))
                .findFirst()
                .orElseThrow(() -> in.wrong("type", "must be virtual or physical"));
    }

    private static ObjectNode address(Fields in, String name) {
        Fields address = in.object(name).orElseThrow(() -> in.wrong(name, "is required"));
        for (String line : List.of("firstLine", "city", "postCode")) {
            address.required(line);
            address.text(line, LONGEST_LINE);
        }
        address.text("secondLine", LONGEST_LINE);
        address.text("state", LONGEST_LINE);
        address.required("country");
        address.text("country", COUNTRY);
        return address.node().deepCopy();
    }
}
