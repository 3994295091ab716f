package io.cardport.app.rest;

import static io.cardport.app.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.app.boot.TestGateway;
import io.cardport.app.delivery.DeliveryKeys;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeySetHttpTest {
    /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final String SPKI_HEAD = "302a300506032b6570032100";

    @Test
    void theSetIsPublicCacheableAndVerifiesWhatIsSigned() throws Exception {
        try (TestGateway gateway = TestGateway.start()) {
            HttpResponse<String> answer = gateway.get("/.well-known/jwks.json");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
            JsonNode keys = json(answer).path("keys");
            assertThat(keys.size()).isEqualTo(1);
            JsonNode key = keys.path(0);
            assertThat(key.size()).as("nothing private").isEqualTo(6);
            assertThat(key.path("kty").asText()).isEqualTo("OKP");
            assertThat(key.path("crv").asText()).isEqualTo("Ed25519");
            assertThat(key.path("use").asText()).isEqualTo("sig");
            assertThat(key.path("alg").asText()).isEqualTo("EdDSA");
            assertThat(key.path("kid").asText()).hasSize(43);

            byte[] content = "evt_1.1.{}".getBytes(StandardCharsets.UTF_8);
            byte[] signed = gateway.context()
                    .getBean(DeliveryKeys.class)
                    .signing()
                    .getFirst()
                    .sign(content);
            byte[] spki = HexFormat.of()
                    .parseHex(SPKI_HEAD
                            + HexFormat.of()
                                    .formatHex(Base64.getUrlDecoder()
                                            .decode(key.path("x").asText())));
            Signature jdk = Signature.getInstance("Ed25519");
            jdk.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            jdk.update(content);
            assertThat(jdk.verify(signed)).isTrue();
        }
    }
}
