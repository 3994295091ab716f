package io.cardport.simulators.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.frame.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardRulesTest extends UqpayFixture {

    private static final String PATH = "/v1/issuing/cards";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"card_currency\":\"EUR\"}",
                "{\"card_currency\":7}",
                "{\"card_product_id\":\"unknown\"}",
                "{\"card_product_id\":\"e1f7a9c3-7c1d-4a86-b3f2-28d94b0f4a06\"}",
                "{\"card_product_id\":\"a5f03c77-0f9d-4f0b-9d7e-6a1f3a3d4a04\"}",
                "{\"cardholder_id\":\"unknown\"}",
                "{\"cardholder_id\":null}",
                "{\"card_limit\":\"5.00\"}",
                "{\"card_limit\":5.001}",
                "{\"card_limit\":-1}",
                "{\"spending_controls\":[{\"amount\":5,\"interval\":\"DAILY\"}]}",
                "{\"spending_controls\":[{\"interval\":\"PER_TRANSACTION\"}]}",
                "{\"spending_controls\":{\"amount\":5}}",
                "{\"risk_controls\":{\"allowed_mcc\":[\"5734\"],\"blocked_mcc\":[\"7995\"]}}",
                "{\"risk_controls\":{\"blocked_mcc\":[7995]}}",
                "{\"risk_controls\":{\"blocked_mcc\":[\"799\"]}}",
                "{\"risk_controls\":{\"allow_3ds_transactions\":true}}",
                "{\"metadata\":\"text\"}",
                "{\"usage_type\":\"ONE_TIME\"}",
                "{\"usage_type\":\"ONE_TIME\",\"auto_cancel_trigger\":\"ON_MOON\"}",
                "{\"auto_cancel_trigger\":\"ON_AUTH\"}",
                "{\"expiry_at\":\"2026-11-20T10:00:00Z\"}",
                "{\"expiry_at\":\"2027-01-01\"}",
                "{\"name_on_card\":\"ABCDEFGHIJKLMNOPQRSTUVWXYZA\"}",
                "{\"card_art_id\":\"x\"}"
            })
    void aWrongFieldIsRefusedAndNothingIsMade(String change) {
        ObjectNode order = order(holder(1), SHARE);
        order.setAll(Json.parseObject(change.getBytes(StandardCharsets.UTF_8)).orElseThrow());
        var reply = api.post(PATH, order);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.text("type")).isNotEmpty();
        assertThat(simulators.uqpay().state().path("cards")).isEmpty();
        assertThat(simulators.uqpay().state().path("orders")).isEmpty();
    }

    @Test
    void metadataMayHave3200Bytes() {
        ObjectNode order = order(holder(1), SHARE);
        order.putObject("metadata").put("k", "x".repeat(3_200 - "{\"k\":\"\"}".length()));
        assertThat(api.post(PATH, order).status()).isEqualTo(200);
        order.putObject("metadata").put("k", "x".repeat(3_201 - "{\"k\":\"\"}".length()));
        assertThat(api.post(PATH, order).text("message")).contains("3200");
    }

    @Test
    void threeBinsNeedALimit() {
        String holder = holder(1);
        assertThat(api.post(PATH, order(holder, Products.LIMITED)).status()).isEqualTo(400);
        assertThat(api.post(PATH, order(holder, Products.LIMITED).put("card_limit", 0))
                        .status())
                .isEqualTo(400);
        assertThat(api.post(PATH, order(holder, Products.LIMITED).put("card_limit", 0.01))
                        .status())
                .isEqualTo(200);
        assertThat(api.post(PATH, order(holder, Products.SINGLE)).status()).isEqualTo(200);
    }

    @Test
    void missingVerificationIsListedAndCanBeGivenWithTheOrder() {
        String holder = holder(1);
        var refused = api.post(PATH, order(holder, Products.REQUIRED));
        assertThat(refused.text("code")).isEqualTo("kyc_insufficient");
        assertThat(refused.body().path("missing_fields").findValuesAsText("name"))
                .contains("nationality", "residential_address", "identity", "gender", "date_of_birth");
        ObjectNode order = order(holder, Products.REQUIRED);
        order.set("cardholder_required_fields", extra());
        var waiting = api.post(PATH, order);
        assertThat(waiting.text("order_status")).isEqualTo("PENDING");
        assertThat(waiting.text("cardholder_status")).isEqualTo("PENDING");
        assertThat(waiting.text("message")).isNotEmpty();
        pass(2);
        assertThat(status(waiting.text("card_id"))).isEqualTo("PENDING");
        pass(1);
        assertThat(status(waiting.text("card_id"))).isEqualTo("ACTIVE");
    }

    @Test
    void aRejectedHolderFailsTheCardThatWaits() {
        ObjectNode order = order("", Products.REQUIRED);
        order.remove("cardholder_id");
        order.set("cardholder_required_fields", verifiable(5));
        var waiting = api.post(PATH, order);
        assertThat(waiting.body().path("cardholder_created").asBoolean()).isTrue();
        String holder = waiting.text("cardholder_id");
        simulators.uqpay().call("POST", "/holders/" + holder + "/reject", Json.object());
        assertThat(status(waiting.text("card_id"))).isEqualTo("FAILED");
    }

    @Test
    void oneTimeCardsEndWithTheirFirstAuthorizationAndTakeNoMoney() {
        ObjectNode order = order(holder(1), Products.SINGLE)
                .put("card_limit", 50)
                .put("usage_type", "ONE_TIME")
                .put("auto_cancel_trigger", "ON_AUTH");
        String card = api.post(PATH, order).text("card_id");
        pass(1);
        assertThat(api.post(PATH + "/" + card + "/recharge", Json.object().put("amount", 1))
                        .text("type"))
                .isEqualTo("card_error");
        assertThat(authorize(card, 20).text("transaction_status")).isEqualTo("APPROVED");
        assertThat(status(card)).isEqualTo("CANCELLED");
        assertThat(authorize(card, 1).text("message")).isEqualTo("Card does not exists");
        assertThat(balance()).isEqualTo("9999980.00");
    }

    @Test
    void cardsEndAtTheirExpiry() {
        ObjectNode order =
                order(holder(1), Products.SINGLE).put("card_limit", 50).put("expiry_at", "2026-11-20T18:05:00+08:00");
        String card = api.post(PATH, order).text("card_id");
        pass(299);
        assertThat(status(card)).isEqualTo("ACTIVE");
        pass(1);
        assertThat(status(card)).isEqualTo("CANCELLED");
        assertThat(balance()).isEqualTo("10000000.00");
    }

    @Test
    void authorizationsAreDecidedAndReversed() {
        String card = prepaid(1);
        var approved = authorize(card, 30.5);
        assertThat(approved.text("card_available_balance")).isEqualTo("69.50");
        assertThat(authorize(card, 69.51).text("transaction_status")).isEqualTo("DECLINED");
        var reversal = Json.object().put("transaction_id", approved.text("transaction_id"));
        var reversed = api.post("/v1/simulation/issuing/reversal", reversal);
        assertThat(reversed.text("transaction_type")).isEqualTo("REVERSAL");
        assertThat(reversed.text("card_available_balance")).isEqualTo("100.00");
        assertThat(api.post("/v1/simulation/issuing/reversal", reversal).status())
                .isEqualTo(400);
        var list = api.get("/v1/issuing/transactions?page_size=10&page_number=1&card_id=" + card)
                .body();
        assertThat(list.path("total_items").asInt()).isEqualTo(3);
        assertThat(list.path("data").path(0).path("merchant_data").isObject()).isTrue();
        assertThat(api.get("/v1/issuing/transactions/" + approved.text("transaction_id"))
                        .text("settlement_status"))
                .isEqualTo("UNSETTLED");
        assertThat(api.get("/v1/issuing/transactions?start_time=2026-01-01T00:00:00Z")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shareCardsSpendTheIssuingBalanceUpToTheirCeiling() {
        String card =
                api.post(PATH, order(holder(1), SHARE).put("card_limit", 40)).text("card_id");
        pass(1);
        authorize(card, 40);
        assertThat(balance()).isEqualTo("9999960.00");
        assertThat(authorize(card, 0.01).text("transaction_status")).isEqualTo("DECLINED");
        assertThat(api.post(PATH + "/" + card + "/recharge", Json.object().put("amount", 1))
                        .status())
                .isEqualTo(400);
        simulators.uqpay().set("share-recharge", 1);
        assertThat(api.post(PATH + "/" + card + "/recharge", Json.object().put("amount", 1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void physicalCardsAreAssignedAndActivatedWithTheirCode() {
        String number =
                simulators.uqpay().state().path("physicalCardNumbers").path(0).asText();
        ObjectNode assign = Json.object()
                .put("cardholder_id", holder(1))
                .put("card_number", number)
                .put("card_currency", "USD")
                .put("card_mode", "SINGLE");
        String card = api.post(PATH + "/assign", assign).text("card_id");
        assertThat(api.post(PATH + "/assign", assign).status()).isEqualTo(400);
        ObjectNode activate = Json.object()
                .put("card_id", card)
                .put("activation_code", "00000000")
                .put("pin", "290517");
        pass(1);
        assertThat(status(card)).isEqualTo("PENDING");
        assertThat(api.post(PATH + "/activate", activate).status()).isEqualTo(400);
        activate.put(
                "activation_code",
                simulators
                        .uqpay()
                        .call("GET", "/cards/" + card + "/activation-code", Json.object())
                        .path("activation_code")
                        .asText());
        assertThat(api.post(PATH + "/activate", activate.deepCopy().put("pin", "12345"))
                        .status())
                .isEqualTo(400);
        assertThat(api.post(PATH + "/activate", activate).text("request_status"))
                .isEqualTo("SUCCESS");
        assertThat(status(card)).isEqualTo("ACTIVE");
    }

    @Test
    void pinsAreSetByOrderAndTheWeakOnesRefused() {
        String card = prepaid(1);
        assertThat(pin(card, "111111", "SET").status()).isEqualTo(400);
        assertThat(pin(card, "860000", "SET").status()).isEqualTo(400);
        assertThat(pin(card, "12345", "SET").status()).isEqualTo(400);
        var set = pin(card, "290517", "SET");
        assertThat(set.text("order_status")).isEqualTo("PROCESSING");
        assertThat(pin(card, "290518", "SET").text("type")).isEqualTo("card_error");
        pass(1);
        var order = api.get(PATH + "/" + set.text("card_order_id") + "/order");
        assertThat(order.text("order_type")).isEqualTo("PIN_MANAGEMENT");
        assertThat(order.text("order_status")).isEqualTo("SUCCESS");
        assertThat(order.body().has("amount")).isFalse();
        ObjectNode update =
                Json.object().put("card_id", card).put("type", "UPDATE").put("pin", "290519");
        assertThat(api.post(PATH + "/pin", update.put("old_pin", "290518")).status())
                .isEqualTo(400);
        assertThat(api.post(PATH + "/pin", update.put("old_pin", "290517")).status())
                .isEqualTo(200);
        simulators.uqpay().call("POST", "/fail-next", Json.object().put("order", "PIN_MANAGEMENT"));
        pass(1);
    }

    private static ObjectNode extra() {
        ObjectNode extra = verifiable(1);
        extra.remove(List.of("email", "first_name", "last_name", "country_code", "phone_number"));
        return extra;
    }

    private Caller.Reply pin(String card, String pin, String type) {
        return api.post(
                PATH + "/pin",
                Json.object().put("card_id", card).put("pin", pin).put("type", type));
    }

    private Caller.Reply authorize(String card, double amount) {
        return api.post(
                "/v1/simulation/issuing/authorization",
                Json.object()
                        .put("card_id", card)
                        .put("transaction_amount", amount)
                        .put("transaction_currency", "USD")
                        .put("merchant_name", "Shop")
                        .put("merchant_category_code", "5734"));
    }
}
