package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.proof.letters.Letter;
import io.cardport.proof.letters.Stamp;
import io.cardport.proof.letters.UqpayStamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * UQPAY's words on purchases that only these webhooks tell of (UQPAY sheet sections 5.2 and 6): whoever loses one can not
 * find it again by asking. Safe for many threads.
 */
final class Purchases {
    private static final String PATH = "/webhooks/" + Issuer.UQPAY.account();

    private final Stamp stamp;
    private final List<String> cards;

    /**
     * Purchases with some cards.
     *
     * @param secret of the webhook endpoint
     * @param cards the issuer's ids of the cards, which take turns
     */
    Purchases(String secret, List<String> cards) {
        this.stamp = new UqpayStamp(secret);
        this.cards = List.copyOf(cards);
    }

    /** The issuer's id of a purchase. */
    static String reference(long number) {
        return "flood-%08d".formatted(number);
    }

    /** The request that tells of a purchase, signed now; its event is the same whenever it is told. */
    byte[] request(long number) {
        Instant now = Instant.now();
        byte[] body = told(number).toString().getBytes(StandardCharsets.UTF_8);
        Letter letter = stamp.seal("", body, now);
        return Line.post(
                PATH,
                header(letter, UqpayStamp.TIMESTAMP) + header(letter, UqpayStamp.SIGNATURE),
                new String(body, StandardCharsets.UTF_8));
    }

    private static String header(Letter letter, String name) {
        return name + ": " + letter.header(name) + "\r\n";
    }

    private ObjectNode told(long number) {
        String reference = reference(number);
        String time =
                Instant.EPOCH.plus(20_000, ChronoUnit.DAYS).plusSeconds(number).toString();
        ObjectNode event = Sandbox.JSON
                .createObjectNode()
                .put("version", "V1.6.0")
                .put("event_name", "ISSUING")
                .put("event_type", "issuing.transaction.authorization")
                .put("event_id", "event-of-" + reference)
                .put("source_id", reference);
        ObjectNode data = event.putObject("data")
                .put("card_id", cards.get((int) (number % cards.size())))
                .put("card_number", "40963608****1764")
                .put("transaction_id", reference)
                .put("original_transaction_id", "")
                .put("transaction_type", "AUTHORIZATION")
                .put("transaction_amount", "1.25")
                .put("transaction_currency", "USD")
                .put("billing_amount", "1.25")
                .put("billing_currency", "USD")
                .put("transaction_fee", "0.00")
                .put("transaction_fee_currency", "USD")
                .put("fee_pass_through", "N")
                .put("card_available_balance", "0.00")
                .put("authorization_code", "123456")
                .put("transaction_status", "APPROVED")
                .put("transaction_time", time)
                .put("posted_time", time)
                .put("description", "1000 - Authorization Approval")
                .put("wallet_type", "");
        data.putArray("merchant_data")
                .addObject()
                .put("category_code", "5812")
                .put("city", "Singapore")
                .put("country", "SG")
                .put("name", "Flooding merchant");
        return event;
    }
}
