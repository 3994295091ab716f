package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the issuers' books with the gateway's. For one thread. */
final class Books {
    private static final Set<String> AT_ISSUER = Set.of("PENDING", "ACTIVE", "LOCKED", "CLOSING", "CLOSED");

    private final Record record;
    private final Journal journal;
    private long cards;
    private long topUps;
    private long holders;
    private long phantomCards;
    private long doubledCards;
    private long lostCards;
    private long cardsInReview;
    private long otherStates;
    private long phantomTopUps;
    private long doubledTopUps;
    private long wrongTopUps;
    private long topUpsInReview;
    private long phantomHolders;
    private long doubledHolders;
    private long lostPurchases;

    private Books(Record record, Journal journal) {
        this.record = record;
        this.journal = journal;
    }

    /** Compares everything. */
    static Books compare(Record record, Sandbox sandbox, Journal journal) {
        Books books = new Books(record, journal);
        Set<Long> paid = new HashSet<>();
        for (Issuer issuer : Issuer.values()) {
            JsonNode state = sandbox.state(issuer);
            books.holders(issuer, issuer.holders(state));
            books.cards(issuer, issuer.cards(state));
            books.topUps(issuer, issuer.topUps(state), paid);
        }
        record.movements().forEach((amount, movement) -> books.paid(amount, movement, paid));
        journal.purchases().forEach(books::purchase);
        return books;
    }

    private void holders(Issuer issuer, List<Issuer.Holder> theirs) {
        Set<String> marks = new HashSet<>();
        long unknown = 0;
        for (Issuer.Holder holder : theirs) {
            holders++;
            if (!marks.add(holder.mark())) {
                doubledHolders++;
                journal.wrong("doubled holder at " + issuer + ": " + holder);
            }
            if (record.subject(issuer, "HOLDER", holder.id()).isEmpty()) {
                unknown++;
            }
        }
        long excess = Math.max(0, unknown - record.peopleInReview(issuer));
        phantomHolders += excess;
        if (excess > 0) {
            journal.wrong("phantom holders at " + issuer + ": " + excess);
        }
    }

    private void cards(Issuer issuer, List<Issuer.Card> theirs) {
        Map<String, Integer> known = new HashMap<>();
        Map<String, Integer> unknown = new HashMap<>();
        Set<String> marks = new HashSet<>();
        for (Issuer.Card card : theirs) {
            cards++;
            if (!card.mark().isEmpty() && !marks.add(card.mark())) {
                doubledCards++;
                journal.wrong("doubled card at " + issuer + ": " + card);
            }
            Optional<String> ours = record.subject(issuer, "CARD", card.id());
            if (ours.isEmpty()) {
                unknown.merge(card.holder(), 1, Integer::sum);
            } else {
                known.merge(ours.get(), 1, Integer::sum);
                compareState(issuer, card, ours.get());
            }
        }
        unknown.forEach((holder, count) -> unknown(issuer, holder, count));
        known.forEach((card, count) -> {
            if (count > 1) {
                doubledCards += count - 1;
                journal.wrong("doubled card at " + issuer + ": " + card + " is " + count + " of theirs");
            }
        });
        record.cards().values().stream()
                .filter(card -> card.account().equals(issuer.account()) && AT_ISSUER.contains(card.status()))
                .filter(card -> !known.containsKey(card.id()))
                .forEach(card -> {
                    lostCards++;
                    journal.wrong("lost at " + issuer + ": " + card);
                });
    }

    /** A card that we can't tell is right only as long as an order of the same holder waits for a person. */
    private void unknown(Issuer issuer, String holder, int count) {
        long review = record.subject(issuer, "HOLDER", holder)
                .map(subject -> record.holders().getOrDefault(subject, subject))
                .map(record::issuesInReview)
                .orElse(0L);
        long excess = Math.max(0, count - review);
        cardsInReview += count - excess;
        phantomCards += excess;
        if (excess > 0) {
            journal.wrong("phantom: " + excess + " cards of " + holder + " at " + issuer);
        }
    }

    private void compareState(Issuer issuer, Issuer.Card card, String ours) {
        String status = Optional.ofNullable(record.cards().get(ours))
                .map(Record.Card::status)
                .orElse("missing");
        if (!status.equals(card.status()) && !record.unfinished(ours)) {
            otherStates++;
            journal.wrong("other state at " + issuer + ": " + card + ", here " + ours + " is " + status);
        }
    }

    private void topUps(Issuer issuer, List<Issuer.TopUp> theirs, Set<Long> paid) {
        Set<Long> amounts = new HashSet<>();
        for (Issuer.TopUp topUp : theirs) {
            topUps++;
            if (!amounts.add(topUp.minor())) {
                doubledTopUps++;
                journal.wrong("doubled top-up at " + issuer + ": " + topUp);
            }
            if (topUp.status().equals("SUCCEEDED")) {
                paid.add(topUp.minor());
            }
            if (!record.movements().containsKey(topUp.minor())) {
                phantomTopUps++;
                journal.wrong("phantom top-up at " + issuer + ": " + topUp);
            }
        }
    }

    private void paid(long amount, Record.Movement movement, Set<Long> paid) {
        boolean wrong = switch (movement.state()) {
            case "SUCCEEDED" -> !paid.contains(amount);
            case "FAILED" -> paid.contains(amount);
            default -> false;
        };
        if (movement.state().equals("UNSETTLED")) {
            topUpsInReview++;
        }
        if (wrong) {
            wrongTopUps++;
            journal.wrong("top-up settled against the issuer's books: " + movement + " of " + amount);
        }
    }

    private void purchase(Journal.Purchase purchase) {
        if (!record.transactions().contains(purchase.issuer().account() + "/" + purchase.reference())) {
            lostPurchases++;
            journal.wrong("purchase never seen here: " + purchase);
        }
    }

    /** Differences that time may still heal. */
    long healing() {
        return otherStates + phantomCards + phantomHolders + lostPurchases;
    }

    void count(io.cardport.proof.Counts counts) {
        counts.told("holders at the issuers", holders)
                .told("cards at the issuers", cards)
                .told("top-ups at the issuers", topUps)
                .told("purchases told by webhook", journal.purchases().size())
                .told("cards at issuers whose order is in review", cardsInReview)
                .told("top-ups in review", topUpsInReview)
                .none("lost: cards that we call issued and no issuer has", lostCards)
                .none("lost: top-ups settled against the issuer's books", wrongTopUps)
                .none("lost: purchases whose webhook or look never came through", lostPurchases)
                .none("phantom: cards at issuers, neither known nor in review", phantomCards)
                .none("phantom: top-ups at issuers that nobody ordered", phantomTopUps)
                .none("phantom: holders at issuers, neither known nor in review", phantomHolders)
                .none("doubled: cards", doubledCards)
                .none("doubled: top-ups", doubledTopUps)
                .none("doubled: holders", doubledHolders)
                .none("cards in another state than at the issuer", otherStates);
    }
}
