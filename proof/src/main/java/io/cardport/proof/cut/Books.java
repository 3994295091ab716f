package io.cardport.proof.cut;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Where a simulated issuer's state tells what it has done; read from the issuer itself and never through the adapter.
 *
 * @param holders where it lists holders
 * @param cards where it lists cards
 * @param locked its words for a card that is locked
 * @param closed its words for a card that is closed or will be
 */
record Books(Holders holders, Cards cards, Set<String> locked, Set<String> closed) {
    private static final LongFunction<String> EMAIL = number -> "ada." + number + "@example.com";

    /** The books of the five. */
    private static final Map<String, Books> ALL = Map.of(
            "uqpay",
            new Books(
                    new Holders("holders", "cardholder_id", "email", EMAIL),
                    new Cards("cards", "card_id", "cardholder_id", "card_status", List.of("available_balance")),
                    Set.of("FROZEN"),
                    Set.of("PRE_CANCEL", "CANCELLED")),
            "netpay",
            new Books(
                    new Holders("holders", "holderId", "email", EMAIL),
                    new Cards("cards", "uqpayCardId", "holderId", "status", List.of("balance")),
                    Set.of("frozen"),
                    Set.of("cancelled")),
            "artha",
            new Books(
                    new Holders("holders", "customerId", "email", EMAIL),
                    new Cards("cards", "cardId", "customerId", "state", List.of("balance")),
                    Set.of("FROZEN"),
                    Set.of("CANCELLED")),
            "bananatech",
            new Books(
                    new Holders("holders", "user_id", "email", EMAIL),
                    new Cards("cards", "card_id", "user_id", "status", List.of("balance")),
                    Set.of("LOCKED"),
                    Set.of("CLOSED")),
            "offblocks",
            new Books(
                    new Holders("customers", "id", "chainId", "eip155:8453:0x%040x"::formatted),
                    new Cards("cards", "id", "customerId", "status", List.of()),
                    Set.of("inactive"),
                    Set.of("terminated", "blocked")));

    /**
     * Holders.
     *
     * @param list the list's name
     * @param id the id's name
     * @param mark what tells people apart
     * @param value the mark of a person
     */
    record Holders(String list, String id, String mark, LongFunction<String> value) {}

    /**
     * Cards.
     *
     * @param list the list's name
     * @param id the id's name
     * @param holder the name of the holder's id
     * @param word the name of the state
     * @param balance the name of the balance; none where cards have none
     */
    record Cards(String list, String id, String holder, String word, List<String> balance) {}

    static Books of(String issuer) {
        return Optional.ofNullable(ALL.get(issuer)).orElseThrow();
    }

    Set<String> holders(JsonNode state, long person) {
        Set<String> ids = new HashSet<>();
        for (JsonNode holder : state.path(holders.list())) {
            if (holder.path(holders.mark()).asText().equals(holders.value().apply(person))) {
                ids.add(holder.path(holders.id()).asText());
            }
        }
        return ids;
    }

    /** The cards of a person with their states. */
    Map<String, String> cards(JsonNode state, long person) {
        Set<String> owners = holders(state, person);
        Map<String, String> found = new HashMap<>();
        for (JsonNode card : state.path(cards.list())) {
            if (owners.contains(card.path(cards.holder()).asText())) {
                found.put(reference(card), card.path(cards.word()).asText());
            }
        }
        return found;
    }

    /** BananaTech's cards are known by the user's id as well. */
    private String reference(JsonNode card) {
        String id = card.path(cards.id()).asText();
        return cards.holder().equals("user_id") ? card.path(cards.holder()).asText() + ":" + id : id;
    }

    /** All that is on the cards of a person. */
    Optional<BigDecimal> balance(JsonNode state, long person) {
        Set<String> owners = holders(state, person);
        return cards.balance().stream().findFirst().map(name -> {
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode card : state.path(cards.list())) {
                if (owners.contains(card.path(cards.holder()).asText())) {
                    sum = sum.add(new BigDecimal(card.path(name).asText("0")));
                }
            }
            return sum;
        });
    }
}
