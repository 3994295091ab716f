package io.cardport.app.nodes;

import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.GatewayFixture;
import io.cardport.app.boot.TestGateway;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Two nodes of one gateway. */
class NodesHttpTest {
    private static List<JsonNode> nodes(GatewayFixture fixture) {
        JsonNode body = json(fixture.admin("GET", "/nodes", ""));
        return StreamSupport.stream(body.path("data").spliterator(), false).toList();
    }

    @Test
    void nodesAreListedUntilTheyEnd() {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            String mine = fixture.bean(ThisNode.class).id();
            try (TestGateway other = fixture.another()) {
                String its = other.context().getBean(ThisNode.class).id();
                assertThat(nodes(fixture))
                        .extracting(node -> node.path("id").asText())
                        .containsExactly(mine, its);
                assertThat(nodes(fixture))
                        .extracting(node -> node.path("answering").asBoolean())
                        .containsExactly(true, false);
                assertThat(other.get("/health/readiness").statusCode()).isEqualTo(200);
            }
            assertThat(nodes(fixture))
                    .extracting(node -> node.path("id").asText())
                    .containsExactly(mine);
        }
    }

    @Test
    void aNodeThatDoesNotReadAKeyInUseIsNotReadyAndSaysWhich() {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            NodeStore store = fixture.bean(NodeStore.class);
            store.leave(fixture.bean(ThisNode.class).id());
            assertThat(store.use(ThisNode.key("k9"))).isEqualTo(new WordUse.InUse());
            fixture.bean(ThisNode.class).beat();
            var readiness = fixture.gateway().get("/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("encryption-key:k9");
        }
    }
}
