package io.cardport.simulators.netpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Records;
import io.cardport.simulators.frame.Refusal;
import io.cardport.simulators.frame.Tuning;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** NetPay's tables, wallet, products and error body. */
final class NetpayBooks extends Records {

    enum HolderStatus {
        IN_REVIEW,
        ACTIVE,
        REJECTED
    }

    /** Written in lower case on the wire (§0.3). */
    enum CardStatus {
        PENDING,
        ACTIVE,
        FROZEN,
        CANCELLED,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Alarm {
        HOLDER_REVIEW,
        CARD
    }

    /** Product id and its currency. */
    static final Map<String, String> PRODUCTS = Map.of("111031", "USD", "111032", "EUR");

    private static final String WALLET = "wallet";

    NetpayBooks(IssuerState state, Tuning tuning) {
        super(state, tuning);
    }

    static Refusal refusal(int status, String message) {
        return new Refusal(failure(status, message));
    }

    static Answer failure(int status, String message) {
        return Answer.of(status, Json.object().put("success", false).put("message", message));
    }

    BigDecimal wallet() {
        return new BigDecimal(
                keys().find(WALLET).map(w -> w.path("amount").asText()).orElse("0.00"));
    }

    void wallet(BigDecimal amount) {
        keys().put(WALLET, Json.object().put("amount", amount.setScale(2).toPlainString()));
    }

    void pay(BigDecimal amount) {
        if (wallet().compareTo(amount) < 0) {
            throw refusal(402, "Insufficient wallet balance");
        }
        wallet(wallet().subtract(amount));
    }

    void refund(BigDecimal amount) {
        wallet(wallet().add(amount));
    }

    void book(ObjectNode card, String type, BigDecimal amount) {
        String id = ids().hex(24);
        transactions()
                .put(
                        id,
                        Json.object()
                                .put("id", id)
                                .put("card", card.path("uqpayCardId").asText())
                                .put("type", type)
                                .put("status", "completed")
                                .put("amount", amount)
                                .put("currency", card.path("currency").asText())
                                .put("createdAt", now().toString()));
    }

    static CardStatus status(ObjectNode card) {
        return CardStatus.valueOf(card.path("status").asText().toUpperCase(Locale.ROOT));
    }
}
