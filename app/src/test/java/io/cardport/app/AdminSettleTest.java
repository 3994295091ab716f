package io.cardport.app;

import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card.Times;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Step;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settling by hand over HTTP: who may, what must be told, and that it has its effect once. */
class AdminSettleTest {
    private static final String FOUND = "{\"as\": \"SUCCEEDED\", \"evidence\": \"ticket 4711\"}";

    private static GatewayFixture fixture;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    /** An update of a cardholder of which nobody knows what became. */
    private static String inReview() {
        Instant now = fixture.bean(InstantSource.class).instant();
        OperationId id = fixture.bean(IdGenerator.class).operation();
        CardholderId holder = fixture.bean(IdGenerator.class).cardholder();
        Operation operation = new Operation(
                id,
                OperationKind.UPDATE_CARDHOLDER,
                new Operation.About(
                        fixture.distributor(),
                        UQPAY,
                        new Subject.OfCardholder(holder),
                        Optional.empty(),
                        Optional.of("holder " + holder),
                        Optional.empty()),
                new OperationState.InReview("outcome_unknown"),
                Operation.Progress.NONE,
                new Actor.OfDistributor(fixture.distributor()),
                new Times(1, now, now));
        fixture.bean(UnitOfWork.class).write(stores -> stores.operations().insert(operation));
        return id.value();
    }

    private static String code(java.net.http.HttpResponse<String> answer) {
        return json(answer).path("code").asText();
    }

    @Test
    void aViewerMayNotAndNobodySettlesWhatIsNotInReview() {
        String id = inReview();
        String viewer = json(fixture.admin("POST", "/admins", "{\"name\": \"Vi\", \"role\": \"viewer\"}"))
                .path("token")
                .asText();
        var forbidden = fixture.adminAs(viewer, "POST", "/operations/" + id + "/settle", FOUND);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(code(fixture.admin("POST", "/operations/op_00000000000000000000000000/settle", FOUND)))
                .isEqualTo("not_found");

        var settled = fixture.admin("POST", "/operations/" + id + "/settle", FOUND);
        assertThat(settled.statusCode()).as(settled.body()).isEqualTo(200);
        assertThat(json(settled).path("state").asText()).isEqualTo("SUCCEEDED");

        var again = fixture.admin("POST", "/operations/" + id + "/settle", FOUND);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(code(again)).isEqualTo("operation_state");
        assertThat(json(again).path("state").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatIsMissingIsNamed() {
        String id = inReview();
        var nothing = fixture.admin("POST", "/operations/" + id + "/settle", "{}");
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(json(nothing).path("errors").findValuesAsText("pointer")).containsExactly("/as", "/evidence");
        var other = fixture.admin("POST", "/operations/" + id + "/settle", "{\"as\": \"LOST\", \"evidence\": \"x\"}");
        assertThat(code(other)).isEqualTo("invalid_field");
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswerAndTheAuditOneRow() {
        String id = inReview();
        String body = "{\"as\": \"failed\", \"evidence\": \"ticket of " + id + "\"}";
        var first = fixture.admin("POST", "/operations/" + id + "/settle", body, "Idempotency-Key", id);
        var again = fixture.admin("POST", "/operations/" + id + "/settle", body, "Idempotency-Key", id);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first).path("state").asText()).isEqualTo("FAILED");
        assertThat(json(first).path("failure").path("code").asText()).isEqualTo("settled_by_hand");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        int rows = 0;
        for (JsonNode entry : json(fixture.admin("GET", "/audit?limit=100", "")).path("data")) {
            rows += entry.path("reason").asText().equals("FAILED: ticket of " + id) ? 1 : 0;
        }
        assertThat(rows).isOne();
    }

    @Test
    void onePageTellsAllThatIsKnown() {
        String id = inReview();
        OperationId operation = new OperationId(id);
        Instant now = fixture.bean(InstantSource.class).instant();
        fixture.bean(UnitOfWork.class).write(stores -> {
            stores.operations().step(operation, new Step(now, Step.Kind.LOST, "no_answer"));
            stores.operations().step(operation, new Step(now.plusSeconds(9), Step.Kind.NOT_ASKED, "issuer_down"));
            stores.operations().note(operation, Set.of(new ProviderRef("before-1")));
            return id;
        });

        JsonNode alone = json(fixture.gateway().get("/v1/operations/" + id, fixture.keys()));
        assertThat(alone.path("state").asText()).isEqualTo("UNSETTLED");
        assertThat(alone.path("lastTry").path("because").asText()).isEqualTo("issuer_down");
        assertThat(alone.has("tries")).isFalse();

        JsonNode page = json(fixture.admin("GET", "/operations/" + id, ""));
        assertThat(page.path("id").asText()).isEqualTo(id);
        assertThat(page.path("provider").asText()).isEqualTo(UQPAY);
        assertThat(page.path("requestedBy").asText())
                .isEqualTo(fixture.distributor().value());
        assertThat(page.path("detail").path("reason").asText()).isEqualTo("outcome_unknown");
        assertThat(page.path("tries").findValuesAsText("because")).containsExactly("no_answer", "issuer_down");
        assertThat(page.path("issuerHadBefore").get(0).asText()).isEqualTo("before-1");

        fixture.admin("POST", "/operations/" + id + "/settle", FOUND);
        JsonNode settled = json(fixture.admin("GET", "/operations/" + id, ""));
        assertThat(settled.path("lastTry").isNull()).isTrue();
        assertThat(settled.path("detail").path("state").asText()).isEqualTo("SucceededByHand");
        assertThat(settled.path("history").findValuesAsText("reason")).anyMatch(reason -> reason.contains("4711"));
        assertThat(fixture.admin("GET", "/operations/op_00000000000000000000000000", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
