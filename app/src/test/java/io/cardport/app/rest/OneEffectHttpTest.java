package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.UQPAY;
import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.GatewayFixture;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.operation.Failure;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.UnitOfWork;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One key, many callers at once. */
class OneEffectHttpTest {
    private static final int CALLERS = 64;

    @Test
    void sixtyFourCallersWithOneKeyMakeOneCardAndGetOneAnswer() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            DistributorClient client = new DistributorClient(fixture);
            String product =
                    fixture.product(UQPAY, DistributorClient.SHARED).id().value();
            String holder = client.approved(product);
            int before = fixture.simulators().uqpay().state().path("cards").size();
            Callable<HttpResponse<String>> call = () -> untilAnswered(client, DistributorClient.card(holder, product));

            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int count = 0; count < CALLERS; count++) {
                answers.add(callers.submit(call));
            }

            Set<String> bodies = new HashSet<>();
            Set<Integer> statuses = new HashSet<>();
            for (Future<HttpResponse<String>> answer : answers) {
                bodies.add(answer.get().body());
                statuses.add(answer.get().statusCode());
            }
            assertThat(bodies).hasSize(1);
            assertThat(statuses).hasSize(1).containsAnyOf(201, 202);
            assertThat(fixture.simulators().uqpay().state().path("cards").size())
                    .isEqualTo(before + 1);
            assertThat(client.shown("/v1/cards?cardholderId=" + holder).path("data"))
                    .hasSize(1);
        }
    }

    @Test
    void aKeyWhoseProcessDiedIsBusyForAWhileAndThenGivesTheCardAsItStands() {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            DistributorClient client = new DistributorClient(fixture);
            String product =
                    fixture.product(UQPAY, DistributorClient.SHARED).id().value();
            String holder = client.approved(product);
            String body = DistributorClient.card(holder, product);
            String card = json(client.post("/v1/cards", body, "Idempotency-Key", "finished"))
                    .path("id")
                    .asText();
            client.awaitStatus(card, "ACTIVE");
            Instant now = fixture.bean(InstantSource.class).instant();
            died(fixture, "busy", now.plusSeconds(600));
            died(fixture, "over", now.minusSeconds(1));

            HttpResponse<String> busy = client.post("/v1/cards", body, "Idempotency-Key", "busy");
            assertThat(busy.statusCode()).isEqualTo(409);
            assertThat(json(busy).path("code").asText()).isEqualTo("idempotency_in_flight");

            HttpResponse<String> over = client.post("/v1/cards", body, "Idempotency-Key", "over");
            assertThat(over.statusCode()).as(over.body()).isEqualTo(201);
            assertThat(json(over).path("id").asText()).isEqualTo(card);
            assertThat(json(over).path("status").asText()).isEqualTo("ACTIVE");
            client.post("/v1/cards/" + card + "/lock", "");
            client.awaitStatus(card, "LOCKED");
            assertThat(client.post("/v1/cards", body, "Idempotency-Key", "over").body())
                    .isEqualTo(over.body());
            assertThat(client.shown("/v1/cards?cardholderId=" + holder).path("data"))
                    .hasSize(1);
        }
    }

    @Test
    void aKeyWhoseProcessDiedNeverSaysThatAPinIsSetThatIsNot() {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            DistributorClient client = new DistributorClient(fixture);
            String product =
                    fixture.product(UQPAY, DistributorClient.SHARED).id().value();
            String card = client.active(client.approved(product), product);
            String path = "/v1/cards/" + card + "/pin";
            String body = "{\"pin\": \"135790\"}";
            HttpResponse<String> first = client.send("PUT", path, body, "Idempotency-Key", "finished");
            assertThat(first.statusCode()).as(first.body()).isIn(202, 204);
            OperationId pin = pinOf(fixture, card);
            String location = "/v1/operations/" + pin;
            GatewayFixture.await(
                    "the PIN",
                    () -> client.shown(location).path("state").asText().equals("SUCCEEDED"));
            Instant past = fixture.bean(InstantSource.class).instant().minusSeconds(1);
            died(fixture, "set", past);
            died(fixture, "failed", past);

            HttpResponse<String> set = client.send("PUT", path, body, "Idempotency-Key", "set");
            foundFailed(fixture, pin);
            HttpResponse<String> failed = client.send("PUT", path, body, "Idempotency-Key", "failed");

            assertThat(set.statusCode()).as(set.body()).isEqualTo(204);
            assertThat(failed.statusCode()).as(failed.body()).isEqualTo(202);
            assertThat(failed.headers().firstValue("Location")).contains(location);
            assertThat(client.shown(location).path("state").asText()).isEqualTo("FAILED");
        }
    }

    @Test
    void whatAnIssuerCanNotBeAskedForLeavesNoCardAndItsKeyFree() {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            DistributorClient client = new DistributorClient(fixture);
            String product =
                    fixture.product(UQPAY, DistributorClient.SHARED).id().value();
            String holder = client.approved(product);
            String body = DistributorClient.card(holder, product);
            String named = body.replace("}", ",\"nameOnCard\":\"" + "A".repeat(27) + "\"}");

            HttpResponse<String> refused = client.post("/v1/cards", named, "Idempotency-Key", "free");

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
            assertThat(json(refused).path("code").asText()).isEqualTo("invalid_field");
            assertThat(json(refused).path("errors").findValuesAsText("pointer")).containsExactly("/nameOnCard");
            assertThat(client.shown("/v1/cards?cardholderId=" + holder).path("data"))
                    .isEmpty();
            assertThat(client.post("/v1/cards", body, "Idempotency-Key", "free").statusCode())
                    .isIn(201, 202);
        }
    }

    private static OperationId pinOf(GatewayFixture fixture, String card) {
        var filter = new OperationStore.Filter(
                new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.of(new CardId(card)));
        return fixture
                .bean(UnitOfWork.class)
                .read(stores -> stores.operations().list(filter, new Page.Request(10, Optional.empty())))
                .data()
                .stream()
                .filter(operation -> operation.kind() == OperationKind.SET_PIN)
                .map(Operation::id)
                .findFirst()
                .orElseThrow();
    }

    /** What a person found out of an operation whose sender had died. */
    private static void foundFailed(GatewayFixture fixture, OperationId id) {
        Instant now = fixture.bean(InstantSource.class).instant();
        fixture.bean(UnitOfWork.class).write(stores -> {
            Operation operation = stores.operations().lock(id).orElseThrow();
            stores.operations()
                    .update(operation.became(new OperationState.FailedByHand(new Failure("settled_by_hand", "")), now));
            return id;
        });
    }

    /** Leaves what a killed process leaves: a claim without an answer. */
    private static void died(GatewayFixture fixture, String key, Instant busyUntil) {
        Actor caller = new Actor.OfDistributor(fixture.distributor());
        fixture.bean(UnitOfWork.class).write(stores -> {
            Claim finished = stores.claims().find(caller, "finished").orElseThrow();
            return stores.claims()
                    .claim(new Claim(
                            caller, key, finished.fingerprint(), finished.made(), busyUntil, Optional.empty()));
        });
    }

    private static HttpResponse<String> untilAnswered(DistributorClient client, String body)
            throws InterruptedException {
        while (true) {
            HttpResponse<String> answer = client.post("/v1/cards", body, "Idempotency-Key", "one-key");
            if (answer.statusCode() != 409) {
                return answer;
            }
            assertThat(json(answer).path("code").asText()).isEqualTo("idempotency_in_flight");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            Thread.sleep(200);
        }
    }
}
