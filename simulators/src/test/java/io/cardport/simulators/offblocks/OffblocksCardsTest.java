package io.cardport.simulators.offblocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OffblocksCardsTest extends OffblocksFixture {

    @Test
    void aCustomerIsScreenedVerifiedAndActive() {
        var made = api.post("/customers", person("a"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("status")).isEqualTo("initiating");
        assertThat(made.body().has("challenge")).isFalse();
        String path = "/customers/" + made.text("id");
        simulators.clock().advance(Duration.ofMillis(500));
        assertThat(status(path)).isEqualTo("screening");
        simulators.clock().advance(Duration.ofMillis(500));
        assertThat(status(path)).isEqualTo("verifying");
        pass(1);
        assertThat(status(path)).isEqualTo("active");
        assertThat(api.post("/customers", person("a")).status()).isEqualTo(409);
        assertThat(api.post("/customers", person("b").put("chainId", "137")).status())
                .isEqualTo(400);
        assertThat(api.write("PATCH", path + "/deactivate").text("status")).isEqualTo("inactive");
        assertThat(api.write("PATCH", path + "/deactivate").status()).isEqualTo(200);
        assertThat(api.write("PATCH", path + "/activate").text("status")).isEqualTo("active");
        assertThat(api.get("/customers").body()).hasSize(1);
        assertThat(api.get("/customers/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void aChallengeIsWaitedFor() {
        simulators.offblocks().set("challenge", 1);
        var made = api.post("/customers", person("a"));
        String path = "/customers/" + made.text("id");
        assertThat(made.text("challenge")).isBase64();
        pass(10);
        assertThat(status(path)).isEqualTo("initiating");
        assertThat(api.get(path + "/challenge").text("challenge")).isEqualTo(made.text("challenge"));
        assertThat(api.post(path + "/challenge/sign", Json.object().put("signature", ""))
                        .status())
                .isEqualTo(400);
        assertThat(api.post(path + "/challenge/sign", Json.object().put("signature", "0x1"))
                        .status())
                .isEqualTo(200);
        assertThat(api.post(path + "/challenge/sign", Json.object().put("signature", "0x1"))
                        .status())
                .isEqualTo(409);
        assertThat(api.get(path + "/challenge").status()).isEqualTo(404);
        pass(2);
        assertThat(status(path)).isEqualTo("active");
        simulators.offblocks().set("account-challenge", 1);
        var account = api.post(path + "/accounts", currency("USD"));
        String its = "/accounts/" + account.text("id");
        pass(5);
        assertThat(status(its)).isEqualTo("initiating");
        api.post(its + "/challenge/sign", Json.object().put("signature", "0x1"));
        assertThat(status(its)).isEqualTo("pending");
        pass(1);
        assertThat(status(its)).isEqualTo("active");
    }

    @Test
    void controlDecidesHoldersAndAccounts() {
        String held = api.post("/customers", person("a")).text("id");
        control("/customers/" + held + "/hold");
        pass(10);
        assertThat(status("/customers/" + held)).isEqualTo("initiating");
        assertThat(api.post("/customers/" + held + "/accounts", currency("USD")).status())
                .isEqualTo(409);
        control("/holders/" + held + "/approve");
        assertThat(status("/customers/" + held)).isEqualTo("active");
        control("/customers/" + held + "/reject");
        assertThat(status("/customers/" + held)).isEqualTo("rejected");
        assertThatThrownBy(() -> control("/customers/" + held + "/approve")).hasMessageContaining("conflict");
        control("/fail-next", Json.object().put("what", "CUSTOMER"));
        assertThat(status("/customers/" + customer("b"))).isEqualTo("rejected");
        control("/fail-next", Json.object().put("what", "ACCOUNT"));
        assertThat(status("/accounts/" + account("c"))).isEqualTo("failed");
        simulators.offblocks().set("auto-open", 0);
        String waiting = account("d");
        assertThat(status("/accounts/" + waiting)).isEqualTo("pending");
        control("/accounts/" + waiting + "/activate");
        assertThat(api.write("PATCH", "/accounts/" + waiting + "/deactivate").text("status"))
                .isEqualTo("inactive");
        assertThat(api.write("DELETE", "/accounts/" + waiting).text("status")).isEqualTo("closed");
        assertThat(api.write("PATCH", "/accounts/" + waiting + "/activate").status())
                .isEqualTo(409);
        assertThat(api.get("/accounts").body()).hasSize(2);
        ObjectNode two = currency("USD");
        two.withArray("currencies").add("EUR");
        assertThat(api.post("/customers/" + customer("e") + "/accounts", two).status())
                .isEqualTo(400);
    }

    @Test
    void anAccountHasOneVirtualAndOnePhysicalCard() {
        String account = account("a");
        String cards = "/accounts/" + account + "/cards";
        var made = api.post(cards, order("virtual").put("name", "Ada Lovelace"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("status")).isEqualTo("issuing");
        assertThat(made.text("maskedPan")).matches("411111\\*{6}\\d{4}");
        assertThat(made.text("expirationDate")).isEqualTo("11/2029");
        assertThat(made.text("network")).isEqualTo("visa");
        assertThat(made.body().path("billingAddress")).isEqualTo(address());
        assertThat(made.text()).doesNotContain("_");
        var second = api.post(cards, order("virtual"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("card_limit_reached");
        simulators.offblocks().set("limit-status", 400);
        assertThat(api.post(cards, order("virtual")).status()).isEqualTo(400);
        assertThat(api.post(cards, order("physical")).status()).isEqualTo(400);
        ObjectNode physical = order("physical");
        physical.set("shippingAddress", address());
        assertThat(api.post(cards, physical).status()).isEqualTo(201);
        pass(1);
        String card = "/cards/" + made.text("id");
        assertThat(status(card)).isEqualTo("active");
        assertThat(api.get(cards).body()).hasSize(2);
        api.write("DELETE", card);
        assertThat(api.post(cards, order("virtual")).status()).isEqualTo(201);
        assertThat(api.get("/cards").body()).hasSize(3);
        simulators.offblocks().set("list-envelope", 1);
        assertThat(api.get(cards).body().path("data")).hasSize(3);
        ObjectNode nowhere = order("virtual");
        nowhere.remove("billingAddress");
        assertThat(api.post(cards, nowhere).status()).isEqualTo(400);
        assertThat(api.post(cards, order("paper")).status()).isEqualTo(400);
    }

    @Test
    void aCardIsLockedUnlockedAndEnded() {
        String path = "/cards/" + card("a");
        assertThat(api.write("PATCH", path + "/deactivate").text("status")).isEqualTo("inactive");
        assertThat(api.write("PATCH", path + "/deactivate").status()).isEqualTo(200);
        assertThat(api.write("PATCH", path + "/activate").text("status")).isEqualTo("active");
        control(path + "/suspend");
        assertThat(api.write("PATCH", path + "/activate").status()).isEqualTo(409);
        control(path + "/resume");
        simulators.offblocks().set("change-status", 204);
        var ended = api.write("DELETE", path);
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.text()).isEmpty();
        assertThat(status(path)).isEqualTo("terminated");
        assertThat(api.write("DELETE", path).status()).isEqualTo(204);
        assertThat(api.write("PATCH", path + "/activate").status()).isEqualTo(409);
        String blocked = "/cards/" + card("b");
        control(blocked + "/block");
        assertThat(api.write("DELETE", blocked).status()).isEqualTo(409);
        assertThatThrownBy(() -> control(blocked + "/resume")).hasMessageContaining("conflict");
    }

    @Test
    void cardsFailToBeIssued() {
        control("/fail-next", Json.object().put("what", "CARD"));
        assertThat(status("/cards/" + card("a"))).isEqualTo("issue_failed");
        control("/fail-next", Json.object().put("what", "CARD_REFUSED"));
        var refused = api.post("/accounts/" + account("b") + "/cards", order("virtual"));
        assertThat(refused.status()).isEqualTo(400);
        simulators.offblocks().set("auto-issue", 0);
        String first = "/cards/" + card("c");
        assertThat(status(first)).isEqualTo("issuing");
        assertThat(api.write("PATCH", "/simulator" + first + "/issue").status()).isEqualTo(202);
        assertThat(status(first)).isEqualTo("active");
        String second = "/cards/" + card("d");
        assertThat(api.write("PATCH", "/simulator" + second + "/fail").status()).isEqualTo(202);
        assertThat(status(second)).isEqualTo("issue_failed");
        String third = api.post("/customers", person("e")).text("id");
        assertThat(api.write("PATCH", "/simulator/customers/" + third + "/verify")
                        .status())
                .isEqualTo(202);
        assertThat(status("/customers/" + third)).isEqualTo("active");
        assertThat(api.write("PATCH", "/simulator/customers/" + third + "/reject")
                        .status())
                .isEqualTo(202);
        assertThat(status("/customers/" + third)).isEqualTo("rejected");
    }

    @Test
    void aPaymentIsAuthorisedCapturedAndReversed() {
        String card = card("a");
        var made = api.post(
                "/simulator/cards/" + card + "/authorisation",
                Json.object().put("amount", "12.50").put("currency", "EUR"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("status")).isEqualTo("pending");
        assertThat(made.text("amount")).isEqualTo("12.50");
        assertThat(made.text("currency")).isEqualTo("USD");
        assertThat(made.text("merchantCurrency")).isEqualTo("EUR");
        assertThat(made.body().path("merchant").path("mcc").isInt()).isTrue();
        pass(1);
        assertThat(status("/authorisations/" + made.text("id"))).isEqualTo("captured");
        var transaction = api.get("/cards/" + card + "/transactions").body().path(0);
        assertThat(transaction.path("status").asText()).isEqualTo("processed");
        assertThat(transaction.path("authorisationId").asText()).isEqualTo(made.text("id"));
        control("/transactions/" + transaction.path("id").asText() + "/reverse");
        pass(1);
        String account = transaction.path("accountId").asText();
        assertThat(api.get("/accounts/" + account + "/transactions")
                        .body()
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("reversed");
        var held = api.post(
                "/simulator/cards/" + card + "/authorisation",
                Json.object().put("amount", "1").put("currency", "USD").put("capture", false));
        pass(5);
        assertThat(status("/authorisations/" + held.text("id"))).isEqualTo("pending");
        control("/authorisations/" + held.text("id") + "/release");
        pass(1);
        assertThat(status("/authorisations/" + held.text("id"))).isEqualTo("released");
        control(
                "/cards/" + card + "/transactions",
                Json.object().put("amount", 3).put("status", "reversed"));
        assertThat(simulators.offblocks().state().path("transactions")).hasSize(2);
        control(
                "/cards/" + card + "/transactions",
                Json.object().put("amount", 5).put("type", "PURCHASE"));
        pass(1);
        assertThat(simulators.offblocks().state().path("transactions")).hasSize(3);
        assertThat(api.post(
                                "/simulator/cards/" + card + "/authorisation",
                                Json.object().put("amount", "-1"))
                        .status())
                .isEqualTo(400);
        api.write("PATCH", "/cards/" + card + "/deactivate");
        assertThat(api.post(
                                "/simulator/cards/" + card + "/authorisation",
                                Json.object().put("amount", "1"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void faultsAreInTheIssuersWords() {
        simulators.offblocks().misbehave(Fault.RATE_LIMITED, "*", ".*", 1, 3);
        assertThat(api.get("/cards").status()).isEqualTo(429);
        simulators.offblocks().misbehave(Fault.SERVER_ERROR_AFTER, "POST", "/customers");
        assertThat(api.post("/customers", person("a")).code()).isEqualTo("internal");
        assertThat(simulators.offblocks().state().path("customers")).hasSize(1);
        simulators.offblocks().misbehave(Fault.TOKEN_EXPIRED, "*", ".*");
        assertThat(api.get("/cards").status()).isEqualTo(401);
        assertThat(api.get("/cards").status()).isEqualTo(401);
        assertThat(new SignedCaller(simulators).get("/nothing").status()).isEqualTo(404);
    }

    @Test
    void theSameKeyWhileTheFirstStillRuns() throws InterruptedException {
        String key = UUID.randomUUID().toString();
        simulators.offblocks().misbehave(Fault.DELAY, "POST", "/customers", 1, 2_000);
        Thread running = Thread.ofVirtual()
                .start(() -> api.spoilt("POST", "/customers", person("a"), d -> d.headers.put("idempotency-key", key)));
        Caller.eventually(
                () -> simulators.offblocks().requests().path("POST /customers").asInt(), n -> n == 1);
        Thread.sleep(300);
        var conflict = api.spoilt("POST", "/customers", person("a"), d -> d.headers.put("idempotency-key", key));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.code()).isEqualTo("idempotency_in_progress");
        running.join();
        assertThat(simulators.offblocks().state().path("customers")).hasSize(1);
    }

    @Test
    void everythingIsThereAfterARestart() throws IOException {
        String card = card("a");
        ObjectNode before = simulators.offblocks().state();
        ObjectNode credentials = simulators.offblocks().credentials();
        ObjectNode key = Json.object().put("key", api.get("/webhooks/key").text());
        simulators.close();
        simulators = Simulators.start(data, 0, Settings.defaults().with(() -> NOW));
        assertThat(simulators.offblocks().state()).isEqualTo(before);
        assertThat(simulators.offblocks().credentials()).isEqualTo(credentials);
        assertThat(status("/cards/" + card)).isEqualTo("active");
        assertThat(api.get("/webhooks/key").text()).isEqualTo(key.path("key").asText());
        assertThat(before.path("cards").path(0).path("customerId").asText())
                .isEqualTo(before.path("customers").path(0).path("id").asText());
    }
}
