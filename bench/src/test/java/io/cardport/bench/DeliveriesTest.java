package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    @Test
    void eachIsNewAndAboutOneKilobyte() throws Exception {
        var shots = new Deliveries(URI.create("http://127.0.0.1:1/webhooks/a"), "secret", List.of("c1", "c2"));
        Set<String> ids = new HashSet<>();
        for (int n = 0; n < 100; n++) {
            String text = new String(shots.get().bytes(), StandardCharsets.UTF_8);
            String body = text.substring(text.indexOf("\r\n\r\n") + 4);
            ids.add(GatewayUnderTest.JSON.readTree(body).path("event_id").asText());
            assertThat(body.length()).isBetween(990, 1_010);
            assertThat(text).doesNotContainPattern("[#@%$]{5}");
            Instant.parse(GatewayUnderTest.JSON
                    .readTree(body)
                    .path("data")
                    .path("update_time")
                    .asText());
            assertThat(text)
                    .containsPattern("x-wk-signature: [0-9a-f]{128}\r\n")
                    .contains("Content-Length: " + body.length());
        }
        assertThat(ids).hasSize(100).doesNotContain("");
    }
}
