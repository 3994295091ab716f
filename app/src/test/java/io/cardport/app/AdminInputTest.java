package io.cardport.app;

import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What admins may not say: each is refused at its place before anything is asked of the database. */
class AdminInputTest {
    private static final String CARD = "card_" + "0".repeat(26);
    private static final String OPERATION = "op_" + "0".repeat(26);

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static void refused(HttpResponse<String> answer, String place) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).path("code").asText()).isEqualTo("invalid_field");
        assertThat(json(answer).path("errors").findValuesAsText("pointer")).contains(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000", "a\\u0007b", "a\\ud800", "\\u0000", "a\\nb"})
    void textsHaveNoControlCharacters(String text) {
        refused(fixture.admin("POST", "/admins", "{\"name\":\"" + text + "\",\"role\":\"viewer\"}"), "/name");
        refused(fixture.admin("POST", "/distributors", "{\"name\":\"" + text + "\"}"), "/name");
        refused(
                fixture.admin(
                        "POST", "/distributors", "{\"name\":\"a\",\"providers\":[\"uqpay-sim\",\"" + text + "\"]}"),
                "/providers/1");
        refused(
                fixture.admin("POST", "/distributors", "{\"name\":\"a\",\"defaultProvider\":\"" + text + "\"}"),
                "/defaultProvider");
        refused(fixture.admin("POST", "/cards/" + CARD + "/lock", "{\"reason\":\"" + text + "\"}"), "/reason");
        refused(
                fixture.admin(
                        "POST",
                        "/operations/" + OPERATION + "/settle",
                        "{\"as\":\"FAILED\",\"evidence\":\"e\",\"providerReference\":\"" + text + "\"}"),
                "/providerReference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000", "a\\u0007b", "a\\ud800", "\\u0000"})
    void longTextsMayHaveLinesAndNoOtherControlCharacters(String text) {
        refused(fixture.admin("POST", "/freeze", "{\"all\":true,\"reason\":\"" + text + "\"}"), "/reason");
        refused(
                fixture.admin(
                        "POST",
                        "/operations/" + OPERATION + "/settle",
                        "{\"as\":\"FAILED\",\"evidence\":\"" + text + "\"}"),
                "/evidence");
        HttpResponse<String> lines = fixture.admin(
                "POST",
                "/operations/" + OPERATION + "/settle",
                "{\"as\":\"FAILED\",\"evidence\":\"Their mail:\\r\\n\\tnot done.\"}");
        assertThat(lines.statusCode()).as(lines.body()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+300000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z",
                "2027-01-31",
                "2027-01-31T12:00Z",
                "soon"
            })
    void timesAreOnesThatCanBeKept(String time) {
        String keys = "/distributors/" + fixture.distributor().value() + "/keys";
        refused(fixture.admin("POST", keys, "{\"kind\":\"API_KEY\",\"expiresAt\":\"" + time + "\"}"), "/expiresAt");
        refused(
                fixture.admin(
                        "POST", keys, "{\"algorithm\":\"ed25519\",\"publicKey\":\"x\",\"notBefore\":\"" + time + "\"}"),
                "/notBefore");
    }

    @Test
    void theLastYearIsTaken() {
        String keys = "/distributors/" + fixture.distributor().value() + "/keys";
        HttpResponse<String> key =
                fixture.admin("POST", keys, "{\"kind\":\"API_KEY\",\"expiresAt\":\"9999-12-31T23:59:59Z\"}");
        assertThat(key.statusCode()).as(key.body()).isEqualTo(201);
        assertThat(json(key).path("expiresAt").asText()).isEqualTo("9999-12-31T23:59:59.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "/cards?last4=%00,last4",
        "/cards?last4=,last4",
        "/cards?last4=abc,last4",
        "/cards?last4=12345,last4",
        "/cards?provider=%00,provider",
        "/cards?provider=,provider",
        "/cards?providerReference=a%00,providerReference",
        "/cards?providerReference=,providerReference",
        "/cards?email=%00,email",
        "/cards?id=,id",
        "/cards?id=%00,id",
        "/cards?cardholderId=,cardholderId",
        "/cards?distributorId=%0A,distributorId",
        "/cards?status=,status",
        "/cards?status=%00,status",
        "/cards?review=,review",
        "/cards?after=,after",
        "/cards?limit=,limit",
        "/operations?state=,state",
        "/operations?provider=%00,provider",
        "/deliveries/inbound?provider=%00,provider",
        "/deliveries/inbound?provider=,provider",
        "/deliveries/inbound?outcome=,outcome",
        "/deliveries/outbound?status=,status",
        "/deliveries/outbound?distributorId=,distributorId",
        "/deliveries/outbound?eventId=%00,eventId"
    })
    void anEmptyOrMalformedFilterNeverWidensASearch(String path, String parameter) {
        refused(fixture.admin("GET", path, ""), parameter);
    }

    @Test
    void noPathIsAskedOfTheDatabaseAsItCame() {
        for (String path : List.of(
                "/cards/%00",
                "/operations/%00",
                "/freezes/%00",
                "/distributors/%00",
                "/providers/%00/balances",
                "/providers/a%00b/balances")) {
            assertThat(fixture.admin("GET", path, "").statusCode()).as(path).isEqualTo(404);
        }
        for (String path : List.of(
                "/cards/%00/sync",
                "/deliveries/inbound/%00/replay", "/deliveries/outbound/%00/replay", "/providers/%00/register-key")) {
            assertThat(fixture.admin("POST", path, "").statusCode()).as(path).isEqualTo(404);
        }
        for (String path : List.of(
                "/v1/cards/%00",
                "/v1/cardholders/%00",
                "/v1/cardholders/%00/applicants/%00",
                "/v1/operations/%00",
                "/v1/top-ups/%00",
                "/v1/transactions/%00",
                "/v1/webhook-endpoints/%00")) {
            assertThat(fixture.gateway().get(path, fixture.keys()).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(fixture.gateway().post("/webhooks/%00", "{}").statusCode()).isEqualTo(404);
        assertThat(fixture.gateway().post("/webhooks/uqpay-sim%00", "{}").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/cards?last4=%00,last4",
        "/v1/cards?last4=,last4",
        "/v1/cards?provider=%00,provider",
        "/v1/cards?cardholderId=%00,cardholderId",
        "/v1/cardholders?email=%00,email",
        "/v1/cardholders?externalReference=%00,externalReference",
        "/v1/products?provider=%00,provider",
        "/v1/transactions?search=%00,search",
        "/v1/transactions?cardId=%00,cardId",
        "/v1/events?after=%00,after"
    })
    void distributorsAreHeldToTheSame(String path, String parameter) {
        refused(fixture.gateway().get(path, fixture.keys()), parameter);
    }
}
