package io.cardport.simulators.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.simulators.Caller;
import io.cardport.simulators.frame.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardLifeTest extends UqpayFixture {

    @Test
    void aPrepaidCardTakesItsLimitFromTheIssuingBalanceAndIsActiveAfterItsDelay() {
        var reply =
                api.post("/v1/issuing/cards", order(holder(1), Products.SINGLE).put("card_limit", 100));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("card_status")).isEqualTo("PENDING");
        assertThat(reply.text("order_status")).isEqualTo("PROCESSING");
        assertThat(reply.text("create_time")).endsWith("+08:00");
        assertThat(balance()).isEqualTo("9999900.00");

        String card = reply.text("card_id");
        assertThat(status(card)).isEqualTo("PENDING");
        pass(1);
        assertThat(status(card)).isEqualTo("ACTIVE");
        var order = api.get("/v1/issuing/cards/" + reply.text("card_order_id") + "/order");
        assertThat(order.text("order_type")).isEqualTo("CREATE_CARD");
        assertThat(order.text("order_status")).isEqualTo("SUCCESS");
        assertThat(api.get("/v1/issuing/cards/" + card).text("available_balance"))
                .isEqualTo("100.00");
    }

    @Test
    void rechargeAndWithdrawMoveMoneyBetweenBalanceAndCard() {
        String card = prepaid(1);
        var recharge = api.post(
                "/v1/issuing/cards/" + card + "/recharge", Json.object().put("amount", 50.25));
        assertThat(recharge.text("order_status")).isEqualTo("PROCESSING");
        assertThat(balance()).isEqualTo("9999849.75");
        pass(1);
        assertThat(api.get("/v1/issuing/cards/" + card).text("available_balance"))
                .isEqualTo("150.25");
        api.post("/v1/issuing/cards/" + card + "/withdraw", Json.object().put("amount", 150.25));
        pass(1);
        assertThat(api.get("/v1/issuing/cards/" + card).text("available_balance"))
                .isEqualTo("0.00");
        assertThat(balance()).isEqualTo("10000000.00");
    }

    @Test
    void aFailedRechargeGivesTheMoneyBack() {
        String card = prepaid(1);
        simulators.uqpay().call("POST", "/fail-next", Json.object().put("order", "CARD_RECHARGE"));
        var order = api.post(
                "/v1/issuing/cards/" + card + "/recharge", Json.object().put("amount", 50));
        pass(1);
        assertThat(api.get("/v1/issuing/cards/" + order.text("card_order_id") + "/order")
                        .text("order_status"))
                .isEqualTo("FAILED");
        assertThat(balance()).isEqualTo("9999900.00");
    }

    @Test
    void rechargeBeyondTheBalanceIsAnAccountError() {
        String card = prepaid(1);
        simulators
                .uqpay()
                .call("POST", "/balances", Json.object().put("currency", "USD").put("available", "10.00"));
        var refused = api.post(
                "/v1/issuing/cards/" + card + "/recharge", Json.object().put("amount", 50));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("type")).isEqualTo("account_error");
    }

    @Test
    void aSecondStatusChangeIsRefusedWhileTheFirstIsProcessing() {
        String card = prepaid(1);
        var freeze = change(card, "FROZEN");
        assertThat(freeze.status()).isEqualTo(200);
        assertThat(freeze.body().has("card_status")).isFalse();
        assertThat(status(card)).isEqualTo("ACTIVE");
        assertThat(change(card, "CANCELLED").text("type")).isEqualTo("card_error");
        pass(1);
        assertThat(status(card)).isEqualTo("FROZEN");
        assertThat(change(card, "FROZEN").status()).isEqualTo(400);
        change(card, "ACTIVE");
        pass(1);
        assertThat(status(card)).isEqualTo("ACTIVE");
    }

    @Test
    void closingGoesThroughPreCancelAndReturnsTheMoney() {
        String card = prepaid(1);
        change(card, "CANCELLED");
        pass(1);
        assertThat(status(card)).isEqualTo("PRE_CANCEL");
        pass(2);
        assertThat(status(card)).isEqualTo("CANCELLED");
        assertThat(balance()).isEqualTo("10000000.00");
        assertThat(change(card, "ACTIVE").text("code")).isEqualTo("card_not_found");
    }

    @Test
    void aFailedCreationGivesTheLimitBack() {
        simulators.uqpay().call("POST", "/fail-next", Json.object().put("order", "CREATE_CARD"));
        String card = prepaid(1);
        assertThat(status(card)).isEqualTo("FAILED");
        assertThat(balance()).isEqualTo("10000000.00");
    }

    @Test
    void listAndRetrieveHaveTheTypeTraps() {
        var order = order(holder(1), SHARE).put("card_limit", 5);
        order.putObject("metadata").put("ref", "x1");
        String card = api.post("/v1/issuing/cards", order).text("card_id");
        var one = api.get("/v1/issuing/cards/" + card).body();
        assertThat(one.path("card_limit").isNumber()).isTrue();
        assertThat(one.path("metadata").path("ref").asText()).isEqualTo("x1");
        var listed = api.get("/v1/issuing/cards?page_size=1&page_number=1").body();
        assertThat(listed.path("total_items").asInt()).isEqualTo(1);
        var item = listed.path("data").path(0);
        assertThat(item.path("card_limit").asText()).isEqualTo("5.00");
        assertThat(item.path("card_limit").isTextual()).isTrue();
        assertThat(item.path("metadata").asText()).isEqualTo("{\"ref\":\"x1\"}");
        assertThat(item.path("card_number").asText()).matches("\\*{12}\\d{4}");
    }

    @Test
    void updateTakesEffectWhenItsOrderIsSettled() {
        String card = api.post("/v1/issuing/cards", order(holder(1), SHARE).put("card_limit", 5))
                .text("card_id");
        pass(1);
        var change = Json.object().put("card_limit", 80).put("no_pin_payment_amount", 2000);
        change.putArray("spending_controls").addObject().put("amount", 7).put("interval", "PER_TRANSACTION");
        assertThat(api.post("/v1/issuing/cards/" + card, change).text("order_status"))
                .isEqualTo("PROCESSING");
        assertThat(api.get("/v1/issuing/cards/" + card).text("available_balance"))
                .isEqualTo("5.00");
        pass(1);
        var after = api.get("/v1/issuing/cards/" + card);
        assertThat(after.text("available_balance")).isEqualTo("80.00");
        assertThat(after.text("no_pin_payment_amount")).isEqualTo("2000USD");
        assertThat(after.body().path("spending_controls").path(0).path("amount").asText())
                .isEqualTo("7.00");
    }

    @Test
    void secretsAreOfATestRangeWithACorrectCheckDigit() {
        String card = prepaid(1);
        var secure = api.get("/v1/issuing/cards/" + card + "/secure");
        assertThat(secure.text("card_number"))
                .matches("40963608\\d{8}")
                .satisfies(n -> assertThat(luhn(n)).isTrue());
        assertThat(secure.text("cvv")).matches("\\d{3}");
        assertThat(secure.text("expire_date")).isEqualTo("11/29");
        var token = api.post("/v1/issuing/cards/" + card + "/token", Json.object());
        assertThat(token.text("token")).startsWith("pan_");
        assertThat(token.body().path("expires_in").asInt()).isEqualTo(60);
        simulators.uqpay().set("secure-licensed", 0);
        assertThat(api.get("/v1/issuing/cards/" + card + "/secure").status()).isEqualTo(403);
    }

    @Test
    void aPanTokenOpensTheIframeOnceWithinAMinute() {
        String card = prepaid(1);
        String first =
                api.post("/v1/issuing/cards/" + card + "/token", Json.object()).text("token");
        String second =
                api.post("/v1/issuing/cards/" + card + "/token", Json.object()).text("token");
        Caller browser = new Caller(simulators.uqpay().url(), Map.of());
        assertThat(browser.get("/iframe/card?token=" + first + "&cardId=" + card)
                        .text("card_number"))
                .hasSize(16);
        assertThat(browser.get("/iframe/card?token=" + first + "&cardId=" + card)
                        .status())
                .isEqualTo(403);
        pass(60);
        assertThat(browser.get("/iframe/card?token=" + second + "&cardId=" + card)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void amountsBeyondAllMeasureAreRefused() {
        String card = prepaid(1);
        for (String amount : new String[] {"1e2147483647", "1e-2147483647", "1e999999999999", "1e16", "0.001"}) {
            var reply = api.post("/v1/issuing/cards/" + card + "/recharge", "{\"amount\":" + amount + "}");
            assertThat(reply.status()).as(amount).isEqualTo(400);
        }
    }

    private Caller.Reply change(String card, String status) {
        return api.post("/v1/issuing/cards/" + card + "/status", Json.object().put("card_status", status));
    }

    private static boolean luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }
        return sum % 10 == 0;
    }
}
