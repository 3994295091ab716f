package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A distributor's program as it should be: it repeats a write with its key until it knows what came of it, and does
 * something else only then.
 */
final class Caller implements Runnable {
    private static final int MOST_HOLDERS = 8;
    private static final int MOST_CARDS = 16;

    private final Load load;
    private final int number;
    private final SplittableRandom random;
    private final List<Holder> holders = new ArrayList<>();
    private final List<Held> cards = new ArrayList<>();

    Caller(Load load, int number, SplittableRandom random) {
        this.load = load;
        this.number = number;
        this.random = random;
    }

    private record Holder(Issuer issuer, String id) {}

    private record Held(Issuer issuer, String id) {}

    @Override
    public void run() {
        try {
            while (!load.over()) {
                step();
                Thread.sleep(random.nextInt(20, 120));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        int dice = random.nextInt(100);
        if (dice < 8) {
            again();
        } else if (holders.size() < 4 || dice < 13) {
            register();
        } else if (cards.size() < 4 || dice < 28) {
            issue();
        } else {
            touch(cards.get(random.nextInt(cards.size())));
        }
    }

    /** Any earlier write of anybody, which must be answered as before. */
    private void again() {
        for (Journal.Promise promise : load.journal().one(random::nextInt)) {
            if (load.door().ask(promise.ask()) instanceof Answer.Given given
                    && given.status() != 503
                    && given.status() != 429
                    && !given.sameAs(promise.answer())) {
                load.journal().changed(promise, given);
            }
        }
    }

    private void register() throws InterruptedException {
        Issuer issuer = Issuer.values()[random.nextInt(Issuer.values().length)];
        int person = load.number();
        ObjectNode body = issuer.person(load.product(issuer), "p" + person, person);
        insist("/v1/cardholders", body)
                .filter(answer -> answer.status() / 100 == 2)
                .ifPresent(answer -> {
                    holders.add(new Holder(issuer, answer.json().path("id").asText()));
                    if (holders.size() > MOST_HOLDERS) {
                        holders.removeFirst();
                    }
                });
    }

    private void issue() throws InterruptedException {
        if (holders.isEmpty()) {
            return;
        }
        Holder holder = holders.get(random.nextInt(holders.size()));
        String product = load.product(holder.issuer());
        Answer status = load.door().get("/v1/cardholders/" + holder.id() + "/status?productId=" + product);
        if (!(status instanceof Answer.Given given)
                || !given.json().path("canIssueCard").asBoolean()) {
            return;
        }
        ObjectNode body = Sandbox.JSON
                .createObjectNode()
                .put("cardholderId", holder.id())
                .put("productId", product)
                .put("type", "VIRTUAL")
                .put("currency", "USD");
        insist("/v1/cards", body).filter(answer -> answer.status() / 100 == 2).ifPresent(answer -> {
            cards.add(new Held(holder.issuer(), answer.json().path("id").asText()));
            if (cards.size() > MOST_CARDS) {
                cards.removeFirst();
            }
        });
        if (holder.issuer() == Issuer.OFFBLOCKS || random.nextInt(5) == 0) {
            holders.remove(holder);
        }
    }

    private void touch(Held card) throws InterruptedException {
        if (!(load.door().get("/v1/cards/" + card.id()) instanceof Answer.Given given) || given.status() != 200) {
            return;
        }
        JsonNode seen = given.json();
        int dice = random.nextInt(100);
        switch (seen.path("status").asText()) {
            case "ACTIVE" -> {
                if (dice < 40 && card.issuer().takesMoney()) {
                    topUp(card);
                } else if (dice < 65) {
                    buy(card, seen);
                } else if (dice < 94) {
                    change(card, "lock");
                } else {
                    change(card, "close");
                }
            }
            case "LOCKED" -> change(card, dice < 90 ? "unlock" : "close");
            case "CLOSED", "CLOSING", "FAILED" -> cards.remove(card);
            default -> {
                // still on its way
            }
        }
    }

    /** An amount that no other top-up has tells which is which in every book. */
    private void topUp(Held card) throws InterruptedException {
        long cents = 1_000L + load.number();
        ObjectNode body = Sandbox.JSON.createObjectNode();
        body.putObject("amount")
                .put("amount", "%d.%02d".formatted(cents / 100, cents % 100))
                .put("currency", "USD");
        insist("/v1/cards/" + card.id() + "/top-ups", body);
    }

    private void change(Held card, String verb) throws InterruptedException {
        insist(
                "/v1/cards/" + card.id() + "/" + verb,
                Sandbox.JSON.createObjectNode().put("reason", "proof"));
    }

    private void buy(Held card, JsonNode seen) {
        card.issuer()
                .cardId(seen)
                .flatMap(id -> card.issuer().buy(load.sandbox(), id))
                .ifPresent(reference -> load.journal().bought(new Journal.Purchase(card.issuer(), reference)));
    }

    private Optional<Answer.Given> insist(String path, ObjectNode body) throws InterruptedException {
        Door.Ask ask = new Door.Ask("proof-" + number + "-" + load.number(), path, body.toString());
        while (true) {
            Answer answer = load.door().ask(ask);
            load.journal().answered(answer);
            if (answer instanceof Answer.Given given) {
                switch (Meaning.of(given)) {
                    case KEPT -> {
                        load.journal().keep(new Journal.Promise(ask, given));
                        return Optional.of(given);
                    }
                    case UNCLAIMED -> {
                        return Optional.of(given);
                    }
                    case CRASHED -> load.journal().crashed(ask, given);
                    case LATER -> {
                        // again below
                    }
                }
            }
            if (load.lost()) {
                load.journal().unanswered(ask);
                return Optional.empty();
            }
            Thread.sleep(random.nextInt(100, 400));
        }
    }

    private enum Meaning {
        /** Whoever asks again must be told the same. */
        KEPT,
        /** Nothing was begun; the key is as good as new. */
        UNCLAIMED,
        /** Not known yet. */
        LATER,
        /** An answer that no contract has. */
        CRASHED;

        static Meaning of(Answer.Given given) {
            return switch (given.status()) {
                case 200, 201, 202, 204 -> KEPT;
                case 503 -> given.told() == Answer.Told.AGAIN ? KEPT : LATER;
                case 429 -> LATER;
                case 409 -> given.code().equals("idempotency_in_flight") ? LATER : UNCLAIMED;
                case 422 -> given.code().equals("provider_refused") ? KEPT : UNCLAIMED;
                case 402, 404, 412 -> UNCLAIMED;
                default -> CRASHED;
            };
        }
    }
}
