package io.cardport.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published vectors of Standard Webhooks and of RFC 8032 and RFC 8037. */
class WebhookSignerTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330L);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    /** RFC 8037 appendix A.1, which is the key of RFC 8032 section 7.1, test 1. */
    private static final DeliveryKey KEY =
            DeliveryKey.of(Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"), Instant.EPOCH);

    private static Map<String, String> headers(List<Secret> secrets, List<DeliveryKey> keys) {
        return new WebhookSigner(() -> keys).headers(ID, AT, BODY, secrets);
    }

    @Test
    void signsTheStandardsOwnVector() {
        assertThat(headers(List.of(SECRET), List.of()))
                .containsEntry("webhook-id", ID)
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", SIGNED)
                .hasSize(3);
        assertThat(headers(List.of(Secret.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")), List.of()))
                .as("the prefix is no part of the key")
                .containsEntry("webhook-signature", SIGNED);
    }

    @Test
    void signsUnderEachSecretNewestFirstAndUnderEachKey() {
        Secret fresh = Secret.of("whsec_"
                + Base64.getEncoder().encodeToString("a newer secret, 24 bytes".getBytes(StandardCharsets.UTF_8)));
        String[] signatures = headers(List.of(fresh, SECRET), List.of(KEY, KEY))
                .getOrDefault("webhook-signature", "")
                .split(" ");

        assertThat(signatures).hasSize(4);
        assertThat(signatures[0]).startsWith("v1,").isNotEqualTo(SIGNED);
        assertThat(signatures[1]).isEqualTo(SIGNED);
        assertThat(signatures[2]).startsWith("v1a,").hasSize(4 + 88).isEqualTo(signatures[3]);
    }

    @Test
    void aSecretOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> headers(List.of(Secret.of("whsec_*")), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKeyIsPublishedAndNamedAsTheRfcsSay() {
        assertThat(KEY.x()).isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assertThat(KEY.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(KEY).hasToString("DeliveryKey[" + KEY.kid() + "]");
    }

    @Test
    void theKeySignsAsTheRfcsSay() {
        byte[] example = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(KEY.sign(example)))
                .isEqualTo("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    }
}
