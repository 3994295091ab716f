package io.cardport.simulators.artha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.Caller;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import io.cardport.simulators.frame.Fault;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArthaLifeTest extends ArthaFixture {

    @Test
    void theSevenPhasesLeadToACardWithMoneyOnIt() {
        var created = post("/api/v1/customers", person(1));
        assertThat(created.status()).isEqualTo(201);
        String customer = created.text("customerId");
        String status = applicantPath(customer, ArthaProducts.SIMPLE) + "status";
        assertThat(get(status).text("applicantStatus")).isEqualTo("UnderReview");
        assertThat(post("/api/v1/cards", order(customer, ArthaProducts.SIMPLE)).status())
                .isEqualTo(422);
        var applied = post(applicantPath(customer, ArthaProducts.SIMPLE), names());
        assertThat(applied.status()).isEqualTo(202);
        assertThat(applied.text("applicantStatus")).isEqualTo("UnderReview");
        pass(2);
        assertThat(get(status).text("applicantStatus")).isEqualTo("Approved");
        artha.set("words", 1);
        assertThat(get(status).text("applicantStatus")).isEqualTo("approved");

        var issued = post("/api/v1/cards", order(customer, ArthaProducts.SIMPLE));
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.text("state")).isEqualTo("pending");
        String card = issued.text("cardId");
        assertThat(topup(card, 5).status()).isEqualTo(422);
        pass(1);
        assertThat(get("/api/v1/card/" + card).text("state")).isEqualTo("active");
        assertThat(get("/api/v1/cards/" + card).body())
                .isEqualTo(get("/api/v1/card/" + card).body());

        var topup = topup(card, 25.5);
        assertThat(topup.status()).isEqualTo(202);
        assertThat(topup.text("status")).isEqualTo("pending");
        String id = topup.text("transactionId");
        assertThat(merchantBalance()).isEqualTo("9999974.50");
        pass(1);
        assertThat(get("/api/v1/topupstatus/" + id).text("status")).isEqualTo("approved");
        assertThat(get("/api/v1/cards/topupstatus/" + id).text("status")).isEqualTo("approved");
        assertThat(get("/api/v1/cards/" + card + "/balance")
                        .body()
                        .path("available_balance")
                        .decimalValue())
                .isEqualByComparingTo("25.50");
        assertThat(get("/api/v1/cards/" + card + "/topups").body().path("data")).hasSize(1);
        var held = artha.state().path("cards").path(0);
        assertThat(held.path("customerId").asText()).isEqualTo(customer);
        assertThat(held.has("number")).isFalse();
    }

    @Test
    void equalTopUpsAreExecutedTwice() {
        String card = card(1);
        topup(card, 10);
        topup(card, 10);
        pass(1);
        assertThat(merchantBalance()).isEqualTo("9999980.00");
        assertThat(artha.state().path("orders")).hasSize(2);
    }

    @Test
    void aRejectedTopUpGoesBackAndBadOnesTakeNothing() {
        String card = card(1);
        assertThat(topup(card, 0).status()).isEqualTo(400);
        assertThat(topup(card, 0.001).status()).isEqualTo(400);
        assertThat(topup(card, "1.005").status()).isEqualTo(400);
        assertThat(post(
                                "/api/v1/cards/" + card + "/topup",
                                Json.object().put("amount", 1).put("currency", "EUR"))
                        .status())
                .isEqualTo(422);
        control("/balances", Json.object().put("currency", "USD").put("available", "9.99"));
        assertThat(topup(card, 10).status()).isEqualTo(422);
        control("/fail-next", Json.object().put("what", "TOPUP"));
        String id = topup(card, "9.99").text("transactionId");
        assertThat(merchantBalance()).isEqualTo("0.00");
        pass(1);
        assertThat(get("/api/v1/topupstatus/" + id).text("status")).isEqualTo("Rejected");
        assertThat(merchantBalance()).isEqualTo("9.99");
        assertThat(get("/api/v1/topupstatus/nonsense").status()).isEqualTo(400);
        assertThat(get("/api/v1/topupstatus/" + card).status()).isEqualTo(404);
    }

    @Test
    void aRejectedApplicantMaySubmitAgainAndAHeldOneWaits() {
        String customer = customer(1);
        String path = applicantPath(customer, ArthaProducts.SIMPLE);
        control("/fail-next", Json.object().put("what", "APPLICANT"));
        post(path, names());
        assertThat(post(path, names()).status()).isEqualTo(422);
        pass(2);
        assertThat(get(path + "status").text("applicantStatus")).isEqualTo("Rejected");
        assertThat(get(path + "status").text("remarks")).isEqualTo("the document cannot be read");
        assertThat(post(path, names()).text("applicantStatus")).isEqualTo("UnderReview");
        control("/holders/" + customer + "/hold", Json.object());
        pass(100);
        assertThat(get(path + "status").text("applicantStatus")).isEqualTo("UnderReview");
        control("/holders/" + customer + "/products/" + ArthaProducts.SIMPLE + "/approve", Json.object());
        assertThat(get(path + "status").text("applicantStatus")).isEqualTo("Approved");
    }

    @Test
    void aProductSaysWhatItWantsAndFilesMustHaveBeenUploaded() {
        String customer = customer(1);
        String path = applicantPath(customer, ArthaProducts.PHYSICAL);
        assertThat(get("/api/v1/Products/" + ArthaProducts.PHYSICAL).body().path("kyc_requirements"))
                .hasSize(4);
        ObjectNode body = Json.object();
        ObjectNode details = body.putObject("kycDetails");
        details.put("firstName", "Ada")
                .put("lastName", "L")
                .put("gender", "female")
                .put("dob", "1990-05-01");
        details.put("email", "a@example.com").put("mobileCode", "+65").put("mobile", "86683306");
        details.put("addressLine1", "1 Raffles Place").put("city", "Singapore").put("zipCode", "048616");
        details.put("countryIsoThree", "SGP").put("docType", "passport").put("docId", "E1");
        assertThat(message(post(path, body))).isEqualTo("kycDetails.frontDoc is required");
        details.put("frontDoc", "https://elsewhere.example/x.png");
        assertThat(message(post(path, body))).isEqualTo("kycDetails.frontDoc is not the file_url of an uploaded file");
        details.put("frontDoc", upload());
        artha.set("kyc-spelling", 1);
        assertThat(message(post(path, body))).isEqualTo("kycDetails.address is required");
        artha.set("kyc-spelling", 0);
        assertThat(post(path, body).status()).isEqualTo(202);
        assertThat(post(applicantPath(customer, ArthaProducts.BUSINESS), names())
                        .status())
                .isEqualTo(422);
        assertThat(post(applicantPath(customer, ArthaProducts.WITHDRAWN), names())
                        .status())
                .isEqualTo(422);
        pass(2);

        ObjectNode order = order(customer, ArthaProducts.PHYSICAL);
        assertThat(post("/api/v1/cards", order).status()).isEqualTo(400);
        order.putObject("shippingAddress")
                .put("addressLine1", "1 Raffles Place")
                .put("city", "Singapore")
                .put("state", "SG")
                .put("postalCode", "048616")
                .put("country", "SG");
        String card = post("/api/v1/cards", order).text("cardId");
        pass(1);
        assertThat(get("/api/v1/card/" + card).text("state")).isEqualTo("inactive");
        String at = "/api/v1/cards/" + card;
        assertThat(post(at + "/activate", Json.object().put("activationCode", "wrong"))
                        .status())
                .isEqualTo(422);
        String code = artha.call("GET", "/cards/" + card + "/activation-code", Json.object())
                .path("activationCode")
                .asText();
        assertThat(post(at + "/activate", Json.object().put("activationCode", code))
                        .text("action"))
                .isEqualTo("activate");
        assertThat(post(at + "/pin/set", Json.object().put("pin", "12")).status())
                .isEqualTo(400);
        assertThat(post(at + "/pin/set", Json.object().put("pin", "1234")).text("action"))
                .isEqualTo("set_pin");
    }

    private String upload() {
        byte[] form = ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.png\"\r\n\r\nx\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(headers("POST", "/ext/api/v1/uploadfile", form));
        var reply = new Caller(artha.url(), headers)
                .send("POST", "/api/v1/uploadfile", form, "multipart/form-data; boundary=b");
        var file = reply.body().path("data").path(0);
        assertThat(file.path("file_name").asText()).isEqualTo("p.png");
        return file.path("file_url").asText();
    }

    @Test
    void operationsAreRefusedInTheWrongState() {
        String card = card(1);
        String at = "/api/v1/cards/" + card;
        assertThat(post(at + "/unfreeze", Json.object()).status()).isEqualTo(422);
        assertThat(post(at + "/activate", Json.object().put("activationCode", "1"))
                        .status())
                .isEqualTo(422);
        assertThat(post(at + "/freeze", Json.object()).text("status")).isEqualTo("frozen");
        assertThat(topup(card, 1).status()).isEqualTo(422);
        assertThat(post(at + "/freeze", Json.object()).status()).isEqualTo(422);
        assertThat(post(at + "/unfreeze", Json.object()).text("status")).isEqualTo("active");
        String number = get(at + "/sensitive").text("card_number");
        assertThat(number).matches("411111\\d{10}");
        assertThat(post(at + "/replace", Json.object().put("reason", "lost")).status())
                .isEqualTo(202);
        assertThat(get(at + "/sensitive").text("card_number")).isNotEqualTo(number);
        assertThat(post(at + "/limits", Json.object().put("lifetime", 1)).status())
                .isEqualTo(400);
        assertThat(post(at + "/limits", Json.object().put("daily", -1)).status())
                .isEqualTo(400);
        assertThat(post(at + "/limits", Json.object().put("daily", 7))
                        .body()
                        .path("daily")
                        .asText())
                .isEqualTo("7.00");
        assertThat(get(at + "/limits").body().path("yearly").asText()).isEqualTo("1000000.00");
        assertThat(post(at + "/cancel", Json.object()).text("status")).isEqualTo("cancelled");
        assertThat(post(at + "/cancel", Json.object()).status()).isEqualTo(422);
        assertThat(get(at + "/sensitive").status()).isEqualTo(422);
        assertThat(get("/api/v1/cards/none/balance").status()).isEqualTo(404);
    }

    @Test
    void aCardPaysOnlyAfterATopUpAndWhatIsHeldIsSettledOrReversed() {
        String card = card(1);
        String push = "/cards/" + card + "/transactions";
        ObjectNode purchase = Json.object().put("type", "PURCHASE").put("amount", 4);
        assertThat(artha.call("POST", push, purchase).path("status").asText()).isEqualTo("DECLINED");
        topup(card, 10);
        pass(1);
        String first = artha.call("POST", push, purchase).path("transactionId").asText();
        String second = artha.call("POST", push, purchase).path("transactionId").asText();
        assertThat(artha.call("POST", push, purchase).path("status").asText()).isEqualTo("DECLINED");
        control("/transactions/" + first + "/settle", Json.object());
        control("/transactions/" + second + "/reverse", Json.object());
        control(push, Json.object().put("type", "FEE").put("amount", 1));
        var balance = get("/api/v1/cards/" + card + "/balance").body();
        assertThat(balance.path("total_balance").decimalValue()).isEqualByComparingTo("5");
        assertThat(balance.path("hold_amount").decimalValue()).isEqualByComparingTo("0");
        String at = "/api/v1/cards/" + card + "/transactions";
        assertThat(get(at).body().path("total").asInt()).isEqualTo(6);
        assertThat(get(at + "?status=declined&limit=1").body().path("data")).hasSize(1);
        assertThat(get(at + "?type=top_up")
                        .body()
                        .path("data")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("settled");
        assertThat(get(at + "?from=2026-11-21").body().path("total").asInt()).isZero();
        assertThat(get(at + "?from=yesterday").status()).isEqualTo(400);
        assertThat(get("/api/v1/transactions/" + first).text("settleDate")).isEqualTo("2026-11-20");
    }

    @Test
    void customersAreCheckedListedAndChanged() {
        assertThat(post("/api/v1/customers", person(1).put("country", "Narnia")).status())
                .isEqualTo(400);
        assertThat(post("/api/v1/customers", person(1).put("type", "robot")).status())
                .isEqualTo(400);
        String first = customer(1);
        assertThat(post("/api/v1/Customers", person(1)).status()).isEqualTo(409);
        customer(2);
        var list = get("/api/v1/customers?limit=1&offset=1").body();
        assertThat(list.path("total").asInt()).isEqualTo(2);
        assertThat(list.path("data").path(0).path("externalReference").asText()).isEqualTo("ref-1");
        assertThat(send("PATCH", "/api/v1/customers/" + first, Json.object().put("lastName", "Byron"))
                        .text("lastName"))
                .isEqualTo("Byron");
        assertThat(get("/api/v1/customers?limit=0").status()).isEqualTo(400);
        assertThat(get("/api/v1/customers/none").status()).isEqualTo(404);
    }

    @Test
    void theOlderGenerationIsSnakeCaseInAnEnvelope() {
        String card = card(1);
        artha.set("generation-b", 1);
        var data = get("/api/v1/cards/" + card).body().path("data");
        assertThat(data.path("id").asText()).isEqualTo(card);
        assertThat(data.path("status").asText()).isEqualTo("active");
        assertThat(data.path("card_type").asText()).isEqualTo("virtual");
        assertThat(get("/api/v1/cards")
                        .body()
                        .path("data")
                        .path(0)
                        .path("product_id")
                        .asText())
                .isEqualTo(ArthaProducts.SIMPLE);
    }

    @Test
    void aStatusNeverSeenStandsInStateToo() {
        String card = card(1);
        artha.misbehave(Fault.UNKNOWN_WORD, "GET", "/api/v1/card/.*");
        assertThat(get("/api/v1/card/" + card).text("state")).isEqualTo("SOMETHING_NEW");
        assertThat(get("/api/v1/card/" + card).text("state")).isEqualTo("active");
    }

    @Test
    void everythingIsThereAgainAfterARestart() throws IOException {
        String card = card(1);
        topup(card, 10);
        ObjectNode before = artha.state();
        var headers = headers("GET", "/ext/api/v1/cards", new byte[0]);
        assertThat(call("GET", "/api/v1/cards", new byte[0], headers).status()).isEqualTo(200);
        simulators.close();
        simulators =
                Simulators.start(data, 0, Settings.defaults().with(() -> NOW).seeded(6));
        artha = simulators.artha();
        assertThat(artha.state()).isEqualTo(before);
        assertThat(call("GET", "/api/v1/cards", new byte[0], headers).status()).isEqualTo(401);
        pass(1);
        assertThat(get("/api/v1/cards/" + card + "/balance")
                        .body()
                        .path("total_balance")
                        .decimalValue())
                .isEqualByComparingTo("10");
    }

    private static String message(Caller.Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        return reply.body().path("error").path("message").asText();
    }
}
