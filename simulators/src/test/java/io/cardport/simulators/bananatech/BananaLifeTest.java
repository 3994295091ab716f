package io.cardport.simulators.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BananaLifeTest extends BananaFixture {

    @Test
    void aUserIsApprovedHasACardRechargesAndClosesIt() {
        var registered = call("/user/register", person(1, BananaTemplates.SIMPLE));
        assertThat(registered.status()).isEqualTo(200);
        long user = registered.body().path("user_id").longValue();
        ObjectNode order = Json.object().put("user_id", user).put("template_id", BananaTemplates.SIMPLE);
        assertThat(refused("/card/apply", order)).isEqualTo("user is not approved");
        pass(2);
        assertThat(call("/user/get_users", Json.object())
                        .body()
                        .path("data")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("APPROVED");
        assertThat(call("/card/apply", order).text("message")).isNotEmpty();
        ObjectNode card = of(newest());
        assertThat(refused("/card/recharge", amount(card, "50"))).contains("PENDING");
        pass(1);
        var shown = call("/card/get_information", card).body();
        assertThat(shown.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(shown.path("number").asText()).matches("424242\\d{10}");
        assertThat(shown.path("expiry_date").asText()).isEqualTo("11/29");
        assertThat(wallet()).isEqualTo("9999999.00");

        assertThat(call("/card/recharge", amount(card, "100")).text("message"))
                .isEqualTo("Card recharge request sent successfully");
        assertThat(wallet()).isEqualTo("9999898.50");
        assertThat(balance(card)).isEqualByComparingTo("0");
        pass(1);
        assertThat(balance(card)).isEqualByComparingTo("100");
        var booked = call("/card/get_transactions", Json.object().put("type", "RECHARGE"))
                .body();
        assertThat(booked.path("total").asInt()).isEqualTo(1);
        assertThat(booked.path("data").path(0).path("status").asText()).isEqualTo("SUCCESS");

        assertThat(call("/card/update_status", alter(card, "LOCK")).text("message"))
                .isEqualTo("Operation requested");
        pass(1);
        assertThat(refused("/card/update_status", alter(card, "LOCK"))).contains("LOCKED");
        assertThat(refused("/card/recharge", amount(card, "50"))).contains("LOCKED");
        call("/card/update_status", alter(card, "CLOSE"));
        pass(1);
        assertThat(wallet()).isEqualTo("9999998.25");
        assertThat(call("/card/get_balance", card).body().path("refund_amount").decimalValue())
                .isEqualByComparingTo("99.75");
        assertThat(refused("/card/update_status", alter(card, "UNLOCK"))).contains("CLOSED");
        var held = banana.state().path("cards").path(0);
        assertThat(held.path("user_id").longValue()).isEqualTo(user);
        assertThat(held.has("number")).isFalse();
    }

    @Test
    void equalWritesAreExecutedTwice() {
        ObjectNode card = card(1);
        call("/card/recharge", amount(card, "50"));
        call("/card/recharge", amount(card, "50"));
        ObjectNode order = Json.object().put("template_id", BananaTemplates.SIMPLE);
        order.set("user_id", card.get("user_id"));
        call("/card/apply", order);
        call("/user/register", person(1, BananaTemplates.SIMPLE));
        pass(1);
        assertThat(balance(card)).isEqualByComparingTo("100");
        assertThat(banana.state().path("cards")).hasSize(2);
        assertThat(banana.state().path("holders")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"9.99, minimum", "10000.01, recharge_max_limit", "50.005, two decimals", "200, balance"})
    void badRechargesAreRefusedAndTakeNothing(String amount, String why) {
        ObjectNode card = card(1);
        control("/balances", Json.object().put("available", "200.49"));
        assertThat(refused("/card/recharge", amount(card, amount))).contains(why);
        assertThat(wallet()).isEqualTo("200.49");
        assertThat(banana.state().path("orders")).isEmpty();
    }

    @Test
    void anAmountMustBeANumberAndACardTheUsersOwn() {
        ObjectNode card = card(1);
        assertThat(refused("/card/recharge", card.deepCopy().put("amount", "50")))
                .contains("number");
        assertThat(refused("/card/recharge", card.deepCopy())).contains("required");
        assertThat(refused("/card/get_balance", card.deepCopy().put("user_id", 1)))
                .contains("not exist");
        assertThat(refused("/card/get_balance", card.deepCopy().put("card_id", "x")))
                .contains("integer");
        assertThat(refused("/card/update_status", alter(card, "BURN"))).contains("one of");
    }

    @Test
    void whatFailsGivesTheMoneyBack() {
        ObjectNode card = card(1);
        String before = wallet();
        control("/fail-next", Json.object().put("what", "RECHARGE"));
        call("/card/recharge", amount(card, "50"));
        pass(1);
        assertThat(wallet()).isEqualTo(before);
        assertThat(balance(card)).isEqualByComparingTo("0");
        control("/fail-next", Json.object().put("what", "APPLY"));
        ObjectNode order = Json.object().put("template_id", BananaTemplates.SIMPLE);
        order.set("user_id", card.get("user_id"));
        call("/card/apply", order);
        pass(1);
        assertThat(newest().path("status").asText()).isEqualTo("FAILED");
        assertThat(wallet()).isEqualTo(before);
        control("/fail-next", Json.object().put("what", "REFUSED"));
        assertThat(refused("/card/recharge", amount(card, "50"))).contains("refused");
        call("/card/recharge", amount(card, "50"));
        call("/card/update_status", alter(card, "CLOSE"));
        banana.set("auto-settle", 0);
        call("/card/recharge", amount(card, "60"));
        pass(1);
        String recharge =
                banana.state().path("orders").path(2).path("transaction_id").asText();
        control("/orders/" + recharge + "/settle", Json.object());
        assertThat(banana.state().path("orders").path(2).path("status").asText())
                .isEqualTo("FAILED");
        assertThat(new BigDecimal(wallet()))
                .isEqualByComparingTo(new BigDecimal(before).subtract(new BigDecimal("0.75")));
    }

    @Test
    void aPhysicalCardIsAssignedAndActivatedByItsPin() {
        long user = user(1, BananaTemplates.PHYSICAL);
        String number = banana.state().path("physicalCardNumbers").path(0).asText();
        ObjectNode order = Json.object().put("user_id", user).put("template_id", BananaTemplates.PHYSICAL);
        assertThat(refused("/card/apply", order)).contains("physical");
        assertThat(refused("/card/assign", order.deepCopy().put("card_number", "123")))
                .contains("card_number");
        assertThat(call("/card/assign", order.deepCopy().put("card_number", number))
                        .body()
                        .has("card_id"))
                .isTrue();
        ObjectNode card = of(newest());
        ObjectNode pin = card.deepCopy().put("pin", "1234");
        assertThat(refused("/card/set_pin", pin)).contains("PENDING");
        pass(1);
        assertThat(status(card)).isEqualTo("TBA");
        assertThat(refused("/card/recharge", amount(card, "50"))).contains("TBA");
        assertThat(refused("/card/set_pin", card.deepCopy().put("pin", "12"))).contains("pin");
        assertThat(call("/card/set_pin", pin).text("message")).isEqualTo("PIN set successfully");
        pass(1);
        assertThat(status(card)).isEqualTo("ACTIVE");
        assertThat(call("/card/set_pin", pin).status()).isEqualTo(200);
        call("/card/assign", order.deepCopy().put("card_number", number));
        pass(1);
        assertThat(newest().path("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void templatesDifferInWhatTheyWant() {
        var templates = call("/merchant/get_card_templates", Json.object()).body();
        assertThat(templates.path("total").asInt()).isEqualTo(5);
        assertThat(templates.path("data").path(0).path("recharge_min_limit").asText())
                .isEqualTo("10.00");
        assertThat(refused("/user/register", person(1, BananaTemplates.KYC))).isEqualTo("kyc_data is required");
        ObjectNode person = known(1, BananaTemplates.KYC);
        person.withObject("/kyc_data").put("expiry", NOW.plusSeconds(9).toEpochMilli());
        assertThat(refused("/user/register", person)).contains("expiry");
        long user = user(1, BananaTemplates.KYC);
        ObjectNode order = Json.object().put("user_id", user).put("template_id", BananaTemplates.DEPOSIT);
        assertThat(refused("/card/apply", order)).contains("deposit_amount");
        assertThat(refused("/card/apply", order.deepCopy().put("deposit_amount", 19.99)))
                .contains("minimum");
        call("/card/apply", order.deepCopy().put("deposit_amount", 20));
        pass(1);
        assertThat(balance(of(newest()))).isEqualByComparingTo("20");
        assertThat(wallet()).isEqualTo("9999979.00");

        banana.set("auto-activate", 0);
        call("/card/apply", order.deepCopy().put("template_id", BananaTemplates.ACTIVATION));
        pass(5);
        ObjectNode waiting = of(newest());
        assertThat(status(waiting)).isEqualTo("TBA");
        assertThat(refused("/card/recharge", amount(waiting, "19"))).contains("minimum");
        call("/card/recharge", amount(waiting, "20"));
        pass(1);
        assertThat(status(waiting)).isEqualTo("ACTIVE");
    }

    @Test
    void anAnswerCanCarryTheIdAndHideTheNumber() {
        ObjectNode card = card(1);
        banana.set("apply-answers-id", 1);
        banana.set("full-numbers", 0);
        ObjectNode order = Json.object().put("template_id", BananaTemplates.SIMPLE);
        order.set("user_id", card.get("user_id"));
        long id = call("/card/apply", order).body().path("card_id").longValue();
        assertThat(newest().path("card_id").longValue()).isEqualTo(id);
        var shown = call("/card/get_information", card).body();
        assertThat(shown.path("number").asText()).matches("\\*{12}\\d{4}");
        assertThat(shown.path("cvv").asText()).isEqualTo("***");
        banana.set("register-answers-id", 0);
        assertThat(call("/user/register", person(2, BananaTemplates.SIMPLE))
                        .body()
                        .has("user_id"))
                .isFalse();
    }

    @Test
    void aHeldUserWaitsForTheDecision() {
        long user = call("/user/register", person(1, BananaTemplates.SIMPLE))
                .body()
                .path("user_id")
                .longValue();
        control("/holders/" + user + "/hold", Json.object());
        pass(100);
        assertThat(banana.state().path("holders").path(0).path("status").asText())
                .isEqualTo("PENDING");
        control("/holders/" + user + "/reject", Json.object().put("reason", "blurred"));
        assertThat(banana.state().path("holders").path(0).path("status").asText())
                .isEqualTo("REJECTED");
    }

    @Test
    void transactionsAreSelectedByWhatTheyAre() {
        ObjectNode card = card(1);
        call("/card/recharge", amount(card, "50"));
        pass(1);
        String push = "/cards/" + card.path("card_id").asText() + "/transactions";
        control(push, Json.object().put("type", "PURCHASE").put("amount", 20).put("merchant", "Tea House"));
        control(push, Json.object().put("type", "PURCHASE").put("amount", 40));
        control(push, Json.object().put("type", "REFUND").put("amount", 5));
        control(push, Json.object().put("type", "CORRECTION").put("amount", -1));
        assertThat(balance(card)).isEqualByComparingTo("34");
        assertThat(total(card.deepCopy())).isEqualTo(5);
        assertThat(total(card.deepCopy().put("status", "FAILED"))).isEqualTo(1);
        assertThat(total(card.deepCopy().put("search", "tea house"))).isEqualTo(1);
        assertThat(total(Json.object().put("card_id", 1))).isZero();
        assertThat(total(Json.object().put("start_date", "2026-11-21"))).isZero();
        assertThat(total(Json.object().put("end_date", "2026-11-20"))).isEqualTo(5);
        var page = call("/card/get_transactions", card.deepCopy().put("skip", 4).put("limit", 2));
        assertThat(page.body().path("data")).hasSize(1);
        assertThat(page.body().path("data").path(0).path("type").asText()).isEqualTo("RECHARGE");
        assertThat(refused("/card/get_transactions", Json.object().put("limit", 0)))
                .contains("limit");
        assertThat(refused("/card/get_transactions", Json.object().put("end_date", "soon")))
                .contains("end_date");
    }

    @Test
    void everythingIsThereAgainAfterARestart() throws IOException {
        ObjectNode card = card(1);
        call("/card/recharge", amount(card, "50"));
        ObjectNode before = banana.state();
        ObjectNode credentials = banana.credentials();
        simulators.close();
        simulators =
                Simulators.start(data, 0, Settings.defaults().with(() -> NOW).seeded(10));
        banana = simulators.bananatech();
        assertThat(Json.text(banana.state())).isEqualTo(Json.text(before));
        assertThat(banana.credentials()).isEqualTo(credentials);
        pass(1);
        assertThat(balance(card)).isEqualByComparingTo("50");
        banana.reset();
        assertThat(banana.state().path("cards")).isEmpty();
        assertThat(banana.credentials()).isEqualTo(credentials);
        assertThat(wallet()).isEqualTo("10000000.00");
    }

    private int total(ObjectNode filter) {
        return call("/card/get_transactions", filter).body().path("total").asInt();
    }

    private BigDecimal balance(ObjectNode card) {
        return call("/card/get_balance", card).body().path("balance").decimalValue();
    }

    private String status(ObjectNode card) {
        return call("/card/get_information", card).text("status");
    }

    private String refused(String path, ObjectNode body) {
        Caller.Reply reply = call(path, body);
        assertThat(reply.status()).isEqualTo(400);
        return reply.text("message");
    }

    private static ObjectNode amount(ObjectNode card, String amount) {
        return card.deepCopy().put("amount", new BigDecimal(amount));
    }

    private static ObjectNode alter(ObjectNode card, String word) {
        return card.deepCopy().put("alter", word);
    }
}
