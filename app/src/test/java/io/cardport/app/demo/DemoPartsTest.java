package io.cardport.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPartsTest {
    private static JsonNode json(String text) throws IOException {
        return Api.JSON.readTree(text);
    }

    private static Offer offer(String text) throws IOException {
        return new Offer(json(text));
    }

    @Test
    void picturesAreReadByOthersAndDiffer() throws IOException {
        BufferedImage front = ImageIO.read(new ByteArrayInputStream(Picture.of("docFront")));

        assertThat(front.getWidth()).isEqualTo(320);
        assertThat(front.getHeight()).isEqualTo(200);
        assertThat(Picture.of("docBack")).isNotEqualTo(Picture.of("docFront"));
    }

    @Test
    void theProductThatShowsMostIsChosen() throws IOException {
        JsonNode products = json("""
                [{"id":"physical","cardTypes":["PHYSICAL"],"fundingModel":"PREPAID","capabilities":["a","b","c"]},
                 {"id":"shared","cardTypes":["VIRTUAL"],"fundingModel":"SHARED","capabilities":["a","b"]},
                 {"id":"forced","cardTypes":["VIRTUAL"],"fundingModel":"PREPAID","capabilities":["a"],"initialLoad":"REQUIRED"},
                 {"id":"best","cardTypes":["VIRTUAL"],"fundingModel":"PREPAID","capabilities":["a"],"initialLoad":"OPTIONAL"}]
                """);

        assertThat(Offer.best(products).orElseThrow().id()).isEqualTo("best");
        assertThat(Offer.best(json("[]"))).isEmpty();
    }

    @Test
    void amountsKeepTheProductsLimitsAndTheCurrencysDigits() throws IOException {
        Offer yen = offer("""
                {"currencies":["JPY"],"minTopUp":{"amount":"500","currency":"JPY"},
                 "maxTopUp":{"amount":"900","currency":"JPY"}}
                """);
        Offer dollars = offer("{\"currencies\":[\"EUR\",\"USD\"]}");

        assertThat(yen.load().path("amount").asText()).isEqualTo("500");
        assertThat(yen.spend().path("amount").asText()).isEqualTo("5");
        assertThat(dollars.load()).hasToString("{\"amount\":\"20.00\",\"currency\":\"USD\"}");
    }

    @Test
    void aPersonHasWhatTheProductAsksFor() throws IOException {
        Offer offer = offer("""
                {"id":"prod_1","requiredFields":[
                  {"name":"address","type":"object","required":true},
                  {"name":"dateOfBirth","type":"date","required":true},
                  {"name":"details.risk.level","type":"text","required":true},
                  {"name":"details.optional","type":"text","required":false},
                  {"name":"docFront","type":"file","required":true}]}
                """);
        Persona persona = new Persona("0123456789ab");

        JsonNode body = persona.body("acme", offer);
        String form = new String(persona.form("acme", offer).bytes(), StandardCharsets.ISO_8859_1);

        assertThat(body.path("address").path("country").asText()).isEqualTo("SG");
        assertThat(body.path("dateOfBirth").asText()).isEqualTo("1990-04-17");
        assertThat(body.path("details")).hasToString("{\"risk\":{\"level\":\"example\"}}");
        assertThat(body.has("docFront")).isFalse();
        assertThat(form)
                .contains("name=\"address.country\"\r\n\r\nSG\r\n")
                .contains("name=\"docFront\"; filename=\"docFront.png\"")
                .endsWith("--cardport-0123456789ab--\r\n");
    }

    @Test
    void credentialsComeFromTheFileTheGatewayWrites(@TempDir Path folder) throws IOException {
        assertThat(Access.of(folder)).isEmpty();

        Files.writeString(
                folder.resolve("credentials.env"),
                "CARDPORT_URL=http://127.0.0.1:1\nCARDPORT_API_KEY=k\nCARDPORT_ACCESS_KEY=a=b\n");

        Access access = Access.of(folder).orElseThrow();
        assertThat(access.accessKey()).isEqualTo("a=b");
        assertThat(access.adminToken()).isEmpty();
        assertThat(access.toString()).doesNotContain("a=b");
        assertThat(Access.of(Map.of("CARDPORT_URL", "http://127.0.0.1:1"))).isEmpty();
    }

    @Test
    void anAnswerThatIsNotAsAgreedFailsTheStepWithItsDocument() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stage stage = new Stage(new PrintStream(out, true, StandardCharsets.UTF_8), 1);
        Reply plain = reply(422, "application/json", "{\"code\":\"unknown_field\"}");
        Reply other = reply(409, "application/problem+json", "{\"code\":\"card_state\",\"status\":409}");

        assertThatThrownBy(() -> stage.step(
                        "one", () -> plain.expectProblem(422, "unknown_field").call()))
                .isInstanceOf(StepFailed.class);
        assertThatThrownBy(() -> stage.step(
                        "two", () -> other.expectProblem(409, "not_found").call()))
                .isInstanceOf(StepFailed.class);
        stage.step("three", () -> other.expect(200, 409).call());

        String shown = out.toString(StandardCharsets.UTF_8);
        assertThat(shown)
                .contains("✗ one")
                .contains("✗ two")
                .contains("\"code\" : \"card_state\"")
                .contains("✓ three");
        assertThat(stage.stepsDone()).isEqualTo(1);
    }

    @Test
    void waitingEndsWithWhatWasSeenLast() throws IOException {
        Stage stage = new Stage(new PrintStream(new ByteArrayOutputStream()), 0);
        Reply pending = reply(200, "application/json", "{\"status\":\"PENDING\"}");

        assertThatThrownBy(() -> stage.await("it", () -> pending, body -> false, body -> false))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        failed -> assertThat(failed.document()).isEqualTo(pending.body()));
        assertThatThrownBy(() -> stage.await("it", () -> pending, body -> false, body -> true))
                .isInstanceOf(StepFailed.class);
        assertThat(stage.await("it", () -> pending, body -> true, body -> false))
                .isEqualTo(pending);
    }

    private static Reply reply(int status, String type, String body) throws IOException {
        return new Reply(
                "GET /x",
                status,
                HttpHeaders.of(Map.of("content-type", List.of(type)), (name, value) -> true),
                body.isEmpty() ? MissingNode.getInstance() : json(body));
    }
}
