package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.NextFailures;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.Table;
import io.cardport.simulators.offblocks.Words.Alarm;
import io.cardport.simulators.offblocks.Words.CustomerStatus;
import io.cardport.simulators.offblocks.Words.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Customers (§3.3): made, screened, verified, active; with the setting, waiting for a signed challenge before. */
final class Customers {

    /** CAIP-10: namespace, chain, address. */
    private static final Pattern ACCOUNT_ID =
            Pattern.compile("[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}");

    private static final int LONGEST_ID = 256;
    private static final String HELD = "held";
    private static final int STEPS = 4;

    private final OffblocksBooks books;
    private final NextFailures<Words.Failing> failures;

    Customers(OffblocksBooks books, NextFailures<Words.Failing> failures) {
        this.books = books;
        this.failures = failures;
    }

    Answer create(Request request) {
        Fields in = OffblocksBooks.body(request);
        String chain = in.text("chainId", ACCOUNT_ID).orElseThrow(() -> in.wrong("chainId", "is required"));
        String external = in.text("externalId", LONGEST_ID).orElseThrow(() -> in.wrong("externalId", "is required"));
        if (externalIds().find(external).isPresent()) {
            throw OffblocksBooks.refusal(409, "already_exists", "there is a customer with this externalId");
        }
        ObjectNode customer = books.open(
                Kind.CUSTOMER,
                CustomerStatus.INITIATING,
                Json.object().put("externalId", external).put("chainId", chain));
        OffblocksBooks.secret(
                customer, "idempotencyKey", request.header("idempotency-key").orElse(""));
        if (books.tuning().on("challenge")) {
            challenge(books, customer);
        } else {
            start(customer);
        }
        books.table(Kind.CUSTOMER).put(id(customer), customer);
        externalIds().put(external, Json.object().put("id", id(customer)));
        return Answer.of(201, OffblocksBooks.view(customer));
    }

    private Table externalIds() {
        return books.state().table("external-ids");
    }

    /** Asks for the wallet's signature. */
    static void challenge(OffblocksBooks books, ObjectNode entity) {
        String text = "Sign to register with OffBlocks, nonce " + books.ids().hex(32);
        entity.put("challenge", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Any text that is not empty passes: checking wallets is not what is simulated. */
    static void signed(Request request, ObjectNode entity) {
        Fields in = OffblocksBooks.body(request);
        if (!entity.has("challenge")) {
            throw OffblocksBooks.conflict("no challenge is open");
        }
        if (in.node().valueStream().noneMatch(v -> !v.asText().isEmpty())) {
            throw in.wrong("signature", "is required");
        }
        entity.remove("challenge");
    }

    /** The challenge that is open. */
    static Answer challenge(ObjectNode entity) {
        if (!entity.has("challenge")) {
            throw OffblocksBooks.refusal(404, "not_found", "no challenge is open");
        }
        return Answer.ok(Json.object().put("challenge", entity.path("challenge").asText()));
    }

    Answer sign(Request request, String id) {
        ObjectNode customer = books.find(Kind.CUSTOMER, id);
        signed(request, customer);
        start(customer);
        books.table(Kind.CUSTOMER).put(id, customer);
        return Answer.ok(OffblocksBooks.view(customer));
    }

    /** Screening, verification and the decision share the delay: a quarter, a half, all of it. */
    private void start(ObjectNode customer) {
        books.later("holder-delay-ms", 1, STEPS, Alarm.SCREENING, customer);
        books.later("holder-delay-ms", 2, STEPS, Alarm.VERIFYING, customer);
        books.later("holder-delay-ms", STEPS, STEPS, Alarm.DECISION, customer);
    }

    void screening(ObjectNode customer) {
        step(customer, CustomerStatus.INITIATING, CustomerStatus.SCREENING);
    }

    void verifying(ObjectNode customer) {
        step(customer, CustomerStatus.SCREENING, CustomerStatus.VERIFYING);
    }

    void decision(ObjectNode customer) {
        if (books.tuning().on("auto-approve")) {
            boolean fails = status(customer) == CustomerStatus.VERIFYING
                    && OffblocksBooks.secret(customer, HELD).isEmpty()
                    && failures.fails(Words.Failing.CUSTOMER);
            step(customer, CustomerStatus.VERIFYING, fails ? CustomerStatus.REJECTED : CustomerStatus.ACTIVE);
        }
    }

    private void step(ObjectNode customer, CustomerStatus from, CustomerStatus to) {
        if (status(customer) == from && OffblocksBooks.secret(customer, HELD).isEmpty()) {
            books.move(Kind.CUSTOMER, customer, to);
        }
    }

    /** Stops the review until it is decided by hand. */
    void hold(ObjectNode customer) {
        OffblocksBooks.secret(customer, HELD, "yes");
        books.table(Kind.CUSTOMER).put(id(customer), customer);
    }

    /** Decides by hand; only an open review or an active customer's rejection can be decided. */
    ObjectNode decide(ObjectNode customer, CustomerStatus end) {
        switch (status(customer)) {
            case INITIATING, SCREENING, VERIFYING -> {
                customer.remove("challenge");
                books.move(Kind.CUSTOMER, customer, end);
            }
            case ACTIVE, INACTIVE -> {
                if (end == CustomerStatus.REJECTED) {
                    books.move(Kind.CUSTOMER, customer, end);
                }
            }
            case REJECTED -> throw OffblocksBooks.conflict("the customer was rejected");
        }
        return customer;
    }

    Answer activate(String id) {
        return change(id, CustomerStatus.INACTIVE, CustomerStatus.ACTIVE);
    }

    Answer deactivate(String id) {
        return change(id, CustomerStatus.ACTIVE, CustomerStatus.INACTIVE);
    }

    private Answer change(String id, CustomerStatus from, CustomerStatus to) {
        ObjectNode customer = books.find(Kind.CUSTOMER, id);
        if (status(customer) == from) {
            books.move(Kind.CUSTOMER, customer, to);
        } else if (status(customer) != to) {
            throw OffblocksBooks.conflict("the customer is " + Words.word(status(customer)));
        }
        return books.changed(customer);
    }

    static CustomerStatus status(ObjectNode customer) {
        return Words.status(customer, CustomerStatus.class);
    }

    private static String id(ObjectNode customer) {
        return customer.path("id").asText();
    }
}
