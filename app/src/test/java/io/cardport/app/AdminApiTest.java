package io.cardport.app;

import static io.cardport.app.GatewayFixture.NETPAY;
import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.boot.TestPostgres;
import io.cardport.app.security.CredentialHashes;
import io.cardport.domain.store.UnitOfWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The admin API: who may call it, and what it keeps and shows. */
class AdminApiTest {
    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    private static String code(java.net.http.HttpResponse<String> answer) {
        return json(answer).path("code").asText();
    }

    private static String viewer() {
        return json(fixture.admin("POST", "/admins", "{\"name\": \"Vi\", \"role\": \"viewer\"}"))
                .path("token")
                .asText();
    }

    @Test
    void nobodyAndStrangersAreRefusedAlike() {
        var nobody = fixture.gateway().get("/admin/v1/cards");
        var stranger = fixture.adminAs("cpa_wrong", "GET", "/cards", "");
        var distributor = fixture.gateway().get("/admin/v1/cards", fixture.keys());

        assertThat(List.of(nobody.statusCode(), stranger.statusCode(), distributor.statusCode()))
                .containsOnly(401);
        assertThat(code(nobody)).isEqualTo("unauthenticated");
        assertThat(code(stranger)).isEqualTo("unauthenticated");
        assertThat(stranger.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aRoleMayDoWhatLowerOnesMayAndNoMore() {
        String token = viewer();

        assertThat(fixture.adminAs(token, "GET", "/cards", "").statusCode()).isEqualTo(200);
        assertThat(fixture.adminAs(token, "GET", "/providers", "").statusCode()).isEqualTo(200);
        var sync = fixture.adminAs(token, "POST", "/cards/card_00000000000000000000000000/sync", "");
        assertThat(sync.statusCode()).isEqualTo(403);
        assertThat(code(sync)).isEqualTo("forbidden");
        assertThat(fixture.adminAs(token, "GET", "/admins", "").statusCode()).isEqualTo(403);
    }

    @Test
    void aDismissedAdminIsNobody() {
        JsonNode made = json(fixture.admin("POST", "/admins", "{\"name\": \"Op\", \"role\": \"OPERATOR\"}"));
        String token = made.path("token").asText();
        assertThat(fixture.adminAs(token, "GET", "/cards", "").statusCode()).isEqualTo(200);

        assertThat(fixture.admin("DELETE", "/admins/" + made.path("id").asText(), "")
                        .statusCode())
                .isEqualTo(204);

        assertThat(fixture.adminAs(token, "GET", "/cards", "").statusCode()).isEqualTo(401);
        assertThat(fixture.admin("GET", "/admins", "").body()).doesNotContain(token);
    }

    @Test
    void wrongTokensAreSlowedDownAndRightOnesAreNot() {
        int last = 0;
        for (int attempt = 0; attempt < 40; attempt++) {
            last = fixture.adminAs("cpa_again_and_again", "GET", "/cards", "").statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(fixture.admin("GET", "/cards", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aDistributorIsMadeChangedAndGivenKeysThatAreShownOnce() throws SQLException {
        var made = fixture.admin(
                "POST",
                "/distributors",
                "{\"name\": \"Acme\", \"providers\": [\"%s\"], \"defaultProvider\": \"%s\"}".formatted(NETPAY, NETPAY));
        assertThat(made.statusCode()).isEqualTo(201);
        String id = json(made).path("id").asText();

        var changed = fixture.admin(
                "PATCH", "/distributors/" + id, "{\"providers\": [\"%s\", \"%s\"]}".formatted(NETPAY, UQPAY));
        assertThat(json(changed).path("providers")).hasSize(2);
        assertThat(json(changed).path("name").asText()).isEqualTo("Acme");
        assertThat(json(changed).path("defaultProvider").asText()).isEqualTo(NETPAY);

        var key = fixture.admin("POST", "/distributors/" + id + "/keys", "{\"kind\": \"API_KEY\"}");
        assertThat(key.statusCode()).isEqualTo(201);
        String apiKey = json(key).path("apiKey").asText();
        String accessKey = json(key).path("accessKey").asText();
        assertThat(apiKey.length() - 4).isGreaterThanOrEqualTo(27);
        assertThat(accessKey).isNotEqualTo(apiKey);
        assertThat(known(apiKey)).isTrue();
        assertThat(fixture.admin("GET", "/distributors/" + id, "").body())
                .contains(json(key).path("id").asText())
                .doesNotContain(apiKey)
                .doesNotContain(accessKey);
        assertThat(dump()).doesNotContain(apiKey).doesNotContain(accessKey).doesNotContain(fixture.ownerToken());

        String path = "/distributors/" + id + "/keys/" + json(key).path("id").asText();
        assertThat(fixture.admin("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(known(apiKey)).isFalse();
    }

    private static boolean known(String apiKey) {
        String hash = fixture.bean(CredentialHashes.class).apiKey(apiKey);
        return fixture.bean(UnitOfWork.class)
                .read(stores -> stores.distributors()
                        .keyOf(hash, fixture.bean(InstantSource.class).instant()))
                .isPresent();
    }

    /** The rows of credentials, admins and audit as text. */
    private static String dump() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = TestPostgres.pool(fixture.login()).getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("api_keys", "admins", "audit", "distributors")) {
                try (ResultSet found = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        assertThat(rows).isNotEmpty();
        return String.join("\n", rows);
    }

    @Test
    void wrongFieldsAreNamed() {
        var unknown = fixture.admin("POST", "/distributors", "{\"nme\": \"Acme\"}");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(code(unknown)).isEqualTo("unknown_field");
        assertThat(json(unknown).path("errors").path(0).path("pointer").asText())
                .isEqualTo("/nme");

        var account = fixture.admin("POST", "/distributors", "{\"name\": \"Acme\", \"providers\": [\"nowhere\"]}");
        assertThat(account.statusCode()).isEqualTo(422);
        assertThat(json(account).path("errors").path(0).path("pointer").asText())
                .isEqualTo("/providers/0");

        var kind = fixture.admin(
                "POST", "/distributors/" + fixture.distributor().value() + "/keys", "{\"kind\": \"PASSWORD\"}");
        assertThat(kind.statusCode()).isEqualTo(422);

        var reason = fixture.admin("POST", "/cards/card_00000000000000000000000000/lock", "{}");
        assertThat(reason.statusCode()).isEqualTo(422);
        assertThat(json(reason).path("errors").path(0).path("pointer").asText()).isEqualTo("/reason");

        assertThat(fixture.admin("POST", "/distributors", "[]").statusCode()).isEqualTo(400);
        assertThat(code(fixture.admin("GET", "/cards?lastFour=1234", ""))).isEqualTo("unknown_field");
        assertThat(code(fixture.admin("GET", "/cards?limit=0", ""))).isEqualTo("invalid_field");
        assertThat(code(fixture.admin("GET", "/cards/card_x", ""))).isEqualTo("not_found");
        assertThat(code(fixture.admin("GET", "/cards?after=AAAA", ""))).isEqualTo("invalid_field");
        assertThat(code(fixture.admin("GET", "/providers?nme=x", ""))).isEqualTo("unknown_field");
        assertThat(code(fixture.admin("POST", "/distributors?dry=1", "{\"name\": \"Acme\"}")))
                .isEqualTo("unknown_field");
    }

    @Test
    void aKeyedWriteIsDoneOnceAndShowsItsSecretsOnce() {
        String body = "{\"name\": \"Once\", \"providers\": [\"%s\"]}".formatted(NETPAY);
        var first = fixture.admin("POST", "/distributors", body, "Idempotency-Key", "one-distributor");
        var again = fixture.admin("POST", "/distributors", body, "Idempotency-Key", "one-distributor");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(code(fixture.admin(
                        "POST", "/distributors", "{\"name\": \"Other\"}", "Idempotency-Key", "one-distributor")))
                .isEqualTo("idempotency_key_reused");

        String path = "/distributors/" + json(first).path("id").asText() + "/keys";
        var key = fixture.admin("POST", path, "{\"kind\": \"API_KEY\"}", "Idempotency-Key", "one-key");
        var repeated = fixture.admin("POST", path, "{\"kind\": \"API_KEY\"}", "Idempotency-Key", "one-key");
        assertThat(json(repeated).path("id")).isEqualTo(json(key).path("id"));
        assertThat(json(key).path("apiKey").asText()).isNotEmpty();
        assertThat(repeated.body()).doesNotContain("apiKey", "accessKey");
    }

    @Test
    void aMalformedKeyIsRefusedAlikeEverywhere() {
        String card = "/cards/card_00000000000000000000000000/lock";
        for (String path : List.of(card, card.replace("lock", "unlock"), card.replace("lock", "close"))) {
            var answer = fixture.admin("POST", path, "{\"reason\": \"why\"}", "Idempotency-Key", "k".repeat(256));
            // Whether there is such a card is asked first; the form of the key is no secret of it.
            assertThat(answer.statusCode()).isIn(400, 404);
        }
        assertThat(fixture.admin("POST", "/distributors", "{\"name\": \"K\"}", "Idempotency-Key", "k".repeat(256))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void deletingTakesNoParameters() {
        assertThat(code(fixture.admin("DELETE", "/admins/adm_00000000000000000000000000?force=1", "")))
                .isEqualTo("unknown_field");
        assertThat(code(fixture.admin(
                        "DELETE",
                        "/distributors/" + fixture.distributor().value() + "/keys/key_00000000000000000000000000?a=b",
                        "")))
                .isEqualTo("unknown_field");
    }

    @Test
    void aDeclinedWriteLeavesItsKeyFree() {
        String wrong = "{\"name\": \"Free\", \"providers\": [\"nowhere\"]}";
        assertThat(code(fixture.admin("POST", "/distributors", wrong, "Idempotency-Key", "free-key")))
                .isEqualTo("invalid_field");
        assertThat(fixture.admin("POST", "/distributors", "{\"name\": \"Free\"}", "Idempotency-Key", "free-key")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void noBodyBreaksIt() {
        Random random = new Random(4711);
        String alphabet = "{}[]\",:0123456789.eE-+truefalsn\\u ☃";
        for (int round = 0; round < 150; round++) {
            StringBuilder body = new StringBuilder("{");
            int length = 1 + random.nextInt(60);
            for (int at = 0; at < length; at++) {
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(fixture.admin("POST", "/distributors", body.toString()).statusCode())
                    .isIn(400, 422);
        }
    }

    @Test
    void providersShowWhatTheyCanAndHowTheyAnswer() {
        fixture.product(UQPAY, "467e993f-317a-49fc-9ea0-bf49de7d1f76");

        JsonNode providers = json(fixture.admin("GET", "/providers", "")).path("data");

        assertThat(providers.findValuesAsText("id")).containsExactly(NETPAY, UQPAY);
        JsonNode uqpay = providers.path(1);
        assertThat(uqpay.path("default").asBoolean()).isTrue();
        assertThat(uqpay.path("unknownDeliveries").isInt()).isTrue();
        assertThat(uqpay.path("health").path("status").asText()).isEqualTo("UP");
        assertThat(uqpay.path("capabilities").path("card_controls").asBoolean()).isTrue();
        assertThat(providers.path(0).path("capabilities").path("card_controls").asBoolean())
                .isFalse();
        var balances = fixture.admin("GET", "/providers/" + UQPAY + "/balances", "");
        assertThat(balances.statusCode()).isEqualTo(200);
        assertThat(json(balances).path("data").findValuesAsText("currency")).contains("USD");
        assertThat(json(balances)
                        .path("data")
                        .path(0)
                        .path("difference")
                        .path("currency")
                        .asText())
                .isNotEmpty();
        assertThat(json(fixture.admin("GET", "/ledger", "")).path("underWay").isArray())
                .isTrue();
        assertThat(fixture.admin("GET", "/providers/nowhere/balances", "").statusCode())
                .isEqualTo(404);
        assertThat(fixture.gateway().get("/health/readiness").body()).contains(UQPAY);
    }

    @Test
    void whatIsArrangedWithAnIssuerIsForOwnersAndOnlyWhereItIsOffered() {
        String key = "/providers/" + NETPAY + "/register-key";
        String webhooks = "/providers/" + NETPAY + "/register-webhooks";
        String address = "{\"url\": \"https://cards.example/webhooks/netpay\"}";
        assertThat(fixture.adminAs(viewer(), "POST", key, "").statusCode()).isEqualTo(403);
        assertThat(code(fixture.admin("POST", key, ""))).isEqualTo("unsupported_by_provider");
        assertThat(code(fixture.admin("POST", webhooks, address))).isEqualTo("unsupported_by_provider");
        assertThat(code(fixture.admin("POST", "/providers/nobody/register-webhooks", address)))
                .isEqualTo("not_found");
        assertThat(code(fixture.admin("POST", webhooks, "{\"url\": \"http://cards.example/\"}")))
                .isEqualTo("invalid_field");
        assertThat(code(fixture.admin("POST", webhooks, "{}"))).isEqualTo("invalid_field");
        assertThat(code(fixture.admin("POST", key, "{\"force\": true}"))).isEqualTo("unknown_field");
    }

    @Test
    void everyChangeIsInTheAudit() {
        String name = "Audited";
        String id = json(fixture.admin("POST", "/distributors", "{\"name\": \"" + name + "\"}"))
                .path("id")
                .asText();

        JsonNode entries = json(fixture.admin("GET", "/audit?limit=100", "")).path("data");

        List<String> found = new ArrayList<>();
        entries.forEach(entry -> found.add(
                entry.path("action").asText() + " " + entry.path("reason").asText() + " "
                        + entry.path("actor").asText().substring(0, 4)));
        assertThat(found).contains("distributor.create " + id + " adm_");
    }
}
