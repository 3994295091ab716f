package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.GatewayFixture;
import io.cardport.app.rest.body.ActivationBody;
import io.cardport.app.rest.body.ApplicantBody;
import io.cardport.app.rest.body.CardBody;
import io.cardport.app.rest.body.CardholderBody;
import io.cardport.app.rest.body.CardholderChangeBody;
import io.cardport.app.rest.body.EndpointBody;
import io.cardport.app.rest.body.EndpointChangeBody;
import io.cardport.app.rest.body.MovementBody;
import io.cardport.app.rest.body.PinBody;
import io.cardport.app.rest.body.ReasonBody;
import io.cardport.app.rest.body.ReplayBody;
import io.cardport.app.rest.body.RotationBody;
import io.cardport.app.rest.body.SpendingControlsBody;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API document shows the bodies that are read. */
class ApiDocumentTest {
    private static final Map<Class<? extends Record>, String> ASKED = Map.ofEntries(
            Map.entry(CardholderBody.class, "POST /v1/cardholders"),
            Map.entry(CardholderChangeBody.class, "PATCH /v1/cardholders/HOLDER"),
            Map.entry(ApplicantBody.class, "POST /v1/cardholders/HOLDER/applicants"),
            Map.entry(CardBody.class, "POST /v1/cards"),
            Map.entry(ActivationBody.class, "POST /v1/cards/CARD/activate"),
            Map.entry(ReasonBody.class, "POST /v1/cards/CARD/lock"),
            Map.entry(SpendingControlsBody.class, "PUT /v1/cards/CARD/spending-controls"),
            Map.entry(PinBody.class, "PUT /v1/cards/CARD/pin"),
            Map.entry(MovementBody.class, "POST /v1/cards/CARD/top-ups"),
            Map.entry(EndpointBody.class, "POST /v1/webhook-endpoints"),
            Map.entry(EndpointChangeBody.class, "PATCH /v1/webhook-endpoints/ENDPOINT"),
            Map.entry(RotationBody.class, "POST /v1/webhook-endpoints/ENDPOINT/rotate-secret"),
            Map.entry(ReplayBody.class, "POST /v1/webhook-endpoints/ENDPOINT/replay"));

    private static GatewayFixture fixture;
    private static DistributorClient client;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.start();
        client = new DistributorClient(fixture);
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    @Test
    void namesOnlyFieldsThatAreRead() {
        String product = fixture.product(GatewayFixture.UQPAY, DistributorClient.SHARED)
                .id()
                .value();
        String holder = client.approved(product);
        String card = client.active(holder, product);
        String endpoint = client.made(
                        "/v1/webhook-endpoints", "{\"url\":\"https://example.com/\",\"eventTypes\":[\"card.closed\"]}")
                .path("id")
                .asText();
        ASKED.forEach((body, call) -> {
            String[] parts = call.replace("HOLDER", holder)
                    .replace("CARD", card)
                    .replace("ENDPOINT", endpoint)
                    .split(" ", 2);
            String fields = Arrays.stream(body.getRecordComponents())
                    .map(RecordComponent::getName)
                    .map(name -> "\"" + name + "\":[]")
                    .collect(Collectors.joining(",", "{", ",\"noSuchField\":[]}"));
            HttpResponse<String> answer =
                    client.send(parts[0], parts[1], fields, "Idempotency-Key", DistributorClient.key());

            assertThat(unknown(answer)).as(call + " " + answer.body()).containsExactly("/noSuchField");
        });
    }

    @Test
    void showsEachBody() {
        String document = fixture.gateway().get("/openapi/cardport.yml").body();

        ASKED.keySet()
                .forEach(
                        body -> assertThat(document).contains("\"#/components/schemas/" + body.getSimpleName() + "\""));
        assertThat(document).contains("Idempotency-Key", "name: after", "X-Api-Key");
    }

    private static List<String> unknown(HttpResponse<String> answer) {
        return StreamSupport.stream(json(answer).path("errors").spliterator(), false)
                .filter(fault -> fault.path("detail").asText().equals("is unknown"))
                .map(fault -> fault.path("pointer").asText())
                .toList();
    }
}
