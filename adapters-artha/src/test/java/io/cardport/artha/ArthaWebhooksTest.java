package io.cardport.artha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.artha.ArthaWebhooks.Check;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.Hints;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.UnsignedWebhooks.Admission;
import io.cardport.testkit.Trials;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArthaWebhooksTest {
    private static final String CONSUME = "{\"event\":\"consume\",\"card_id\":\"c-1\"}";
    /** By {@code printf … | openssl dgst -sha256 -hmac hook-secret}. */
    private static final String HEX = "e1be3941999abf765009e6bdcccb6c7bcac289c118df4dbefc4852368ea02b6d";

    private static final String BASE64 = "4b45QZmav3ZQCea9zMtse8rCicEY302+/EhSNo6gK20=";

    private static RawDelivery delivery(String body, Map<String, List<String>> headers) {
        return new RawDelivery("artha-test", headers, body.getBytes(UTF_8), Instant.EPOCH);
    }

    private static Hints hints(String body) {
        return new ArthaWebhooks(new Check.None()).hints(delivery(body, Map.of()));
    }

    private static Set<ProviderRef> refs(String... ids) {
        return Set.of(ids).stream().map(ProviderRef::new).collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void readsAnythingWhereNothingWasAgreed() {
        assertThat(new ArthaWebhooks(new Check.None()).admit(delivery(CONSUME, Map.of())))
                .isEqualTo(Admission.ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {HEX, BASE64, "E1BE3941999ABF765009E6BDCCCB6C7BCAC289C118DF4DBEFC4852368EA02B6D"})
    void admitsTheMacOfTheBody(String mac) {
        var webhooks = new ArthaWebhooks(new Check.BodyMac("X-Hook", Secret.of("hook-secret")));

        assertThat(webhooks.admit(delivery(CONSUME, Map.of("x-hook", List.of(mac)))))
                .isEqualTo(Admission.ADMITTED);
        assertThat(webhooks.admit(delivery(CONSUME + " ", Map.of("x-hook", List.of(mac)))))
                .isEqualTo(Admission.REFUSED);
        assertThat(webhooks.admit(delivery(CONSUME, Map.of("x-hook", List.of(mac, mac)))))
                .isEqualTo(Admission.REFUSED);
        assertThat(webhooks.admit(delivery(CONSUME, Map.of()))).isEqualTo(Admission.REFUSED);
    }

    @Test
    void admitsTheSharedSecret() {
        var webhooks = new ArthaWebhooks(new Check.SharedHeader("X-Hook", Secret.of("hook-secret")));

        assertThat(webhooks.admit(delivery(CONSUME, Map.of("x-hook", List.of("hook-secret")))))
                .isEqualTo(Admission.ADMITTED);
        assertThat(webhooks.admit(delivery(CONSUME, Map.of("x-hook", List.of("hook-secreT")))))
                .isEqualTo(Admission.REFUSED);
        assertThat(webhooks.admit(delivery(CONSUME, Map.of()))).isEqualTo(Admission.REFUSED);
    }

    @Test
    void findsTheIdsOfFlatAndWrappedPayloads() {
        assertThat(
                        hints(
                                "{\"event\":\"consume\",\"card_id\":\"c-1\",\"customer_id\":\"u-1\",\"transaction_id\":\"t-1\",\"amount\":\"1.00\"}"))
                .isEqualTo(new Hints(refs("c-1"), refs("u-1"), refs("t-1")));
        assertThat(hints("{\"event\":\"card.freeze\",\"data\":{\"cardId\":\"c-2\",\"customerId\":null}}"))
                .isEqualTo(new Hints(refs("c-2"), Set.of(), Set.of()));
        assertThat(hints("{\"event\":\"cardholder.approved\",\"data\":{\"id\":\"u-2\"}}"))
                .isEqualTo(new Hints(Set.of(), refs("u-2"), Set.of()));
        assertThat(hints("{\"event\":\"topup.completed\",\"id\":\"t-2\",\"card_id\":7}"))
                .isEqualTo(new Hints(refs("7"), Set.of(), refs("t-2")));
        assertThat(hints("{\"event\":\"never.seen\",\"id\":\"x\",\"card_id\":\"c-3\"}"))
                .isEqualTo(new Hints(refs("c-3"), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "7", "{", "{\"card_id\":{}}", "{\"card_id\":\"..\"}", "{\"card_id\":\" \"}"})
    void findsNothingInWhatSaysNothing(String body) {
        assertThat(hints(body)).isEqualTo(new Hints(Set.of(), Set.of(), Set.of()));
    }

    @Test
    void readsAnyBytesWithoutThrowing() {
        var webhooks = new ArthaWebhooks(new Check.BodyMac("x-hook", Secret.of("hook-secret")));
        Trials.of(2_000).forAllBytes(CONSUME, bytes -> {
            var raw = new RawDelivery("artha-test", Map.of("x-hook", List.of(HEX)), bytes, Instant.EPOCH);
            assertThat(webhooks.hints(raw).orders()).isEmpty();
            assertThat(webhooks.admit(raw))
                    .isEqualTo(new String(bytes, UTF_8).equals(CONSUME) ? Admission.ADMITTED : Admission.REFUSED);
        });
    }
}
