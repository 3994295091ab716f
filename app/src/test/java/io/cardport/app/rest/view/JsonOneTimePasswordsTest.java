package io.cardport.app.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.OneTimePassword;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOneTimePasswordsTest {
    private static final EventId EVENT = new EventId("evt_01jd0000000000000000000000");
    private static final CardId CARD = new CardId("card_01jd0000000000000000000000");

    @ParameterizedTest
    @ValueSource(strings = {"482913", "", "a\"b\\c", "\u0001\n\u001f", "ÄÖ€", "\"}}"})
    void whateverTheIssuerSaysIsWrittenAsItIs(String code) throws IOException {
        var details = new OneTimePassword.Details(
                Optional.of("\"}}"), Optional.empty(), Optional.of("Shop"), Optional.empty());
        var password = new OneTimePassword(
                new ProviderRef("card-1"), OneTimePassword.Purpose.WALLET, Secret.of(code), details);

        byte[] json = new JsonOneTimePasswords().write(EVENT, CARD, password, Instant.parse("2026-11-20T12:00:00Z"));

        JsonNode told = new ObjectMapper().readTree(json);
        assertThat(told.path("data").path("otp").asText()).isEqualTo(code);
        assertThat(told.path("data").path("reference").asText()).isEqualTo("\"}}");
        assertThat(told.path("data").path("purpose").asText()).isEqualTo("WALLET");
        assertThat(told.path("occurredAt").asText()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(told.path("subject").path("id").asText()).isEqualTo(CARD.value());
    }
}
