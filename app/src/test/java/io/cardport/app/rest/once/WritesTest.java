package io.cardport.app.rest.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cardport.app.rest.input.JsonBodies;
import io.cardport.app.rest.input.Received;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.app.security.Caller;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.DistributorId;
import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as the same request. */
class WritesTest {
    private static final Caller CALLER = new Caller(new DistributorId("dist_" + "1".repeat(26)));
    private static final Caller OTHER = new Caller(new DistributorId("dist_" + "2".repeat(26)));

    private final Fingerprints fingerprints = new Fingerprints(new KeyedHash(new byte[32]));

    private String of(Caller caller, String path, String body) {
        var tree = body.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : JsonBodies.read(body.getBytes(StandardCharsets.UTF_8));
        Received received = new Received(tree, Documents.NONE, List.of(body), () -> {});
        return fingerprints.of(HttpRequest.POST(path, body), caller, received);
    }

    @Test
    void callerPathAndEveryByteCount() {
        String one = of(CALLER, "/v1/cards", "{\"a\":1}");
        assertThat(of(CALLER, "/v1/cards", "{\"a\":1}")).isEqualTo(one).matches("[0-9a-f]{64}");
        assertThat(List.of(
                        of(OTHER, "/v1/cards", "{\"a\":1}"),
                        of(CALLER, "/v1/cardholders", "{\"a\":1}"),
                        of(CALLER, "/v1/cards", "{\"a\": 1}"),
                        of(CALLER, "/v1/cards", "{\"a\":2}"),
                        of(CALLER, "/v1/cards", "")))
                .doesNotContain(one)
                .doesNotHaveDuplicates();
    }

    @Test
    void secretsDoNotCountAndTheRestDoes() {
        String one = of(CALLER, "/v1/cards/x/pin", "{\"pin\":\"1234\"}");
        assertThat(of(CALLER, "/v1/cards/x/pin", "{\"pin\":\"9999\"}")).isEqualTo(one);
        assertThat(of(CALLER, "/v1/cards/x/activate", "{\"activationCode\":\"1\",\"reason\":\"a\"}"))
                .isEqualTo(of(CALLER, "/v1/cards/x/activate", "{\"activationCode\":\"2\", \"reason\":\"a\"}"))
                .isNotEqualTo(of(CALLER, "/v1/cards/x/activate", "{\"activationCode\":\"1\",\"reason\":\"b\"}"));
    }
}
