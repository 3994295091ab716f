package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.CardReveal.RevealedCard;
import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is shown once, and gone afterwards. */
class RevealedTest {
    @Test
    void detailsAreWrittenAndWiped() {
        Secret number = Secret.of("4000001234567899");
        Secret cvv = Secret.of("123");
        byte[] json = Revealed.json(new RevealedCard.Details(number, cvv, "12/29"));
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"kind\":\"DETAILS\",\"number\":\"4000001234567899\",\"cvv\":\"123\",\"expiry\":\"12/29\"}");
        assertThat(number.<String>reveal(String::new)).isEqualTo("\0".repeat(16));
        assertThat(cvv.<String>reveal(String::new)).isEqualTo("\0".repeat(3));
    }

    @Test
    void addressesAreEscapedHoweverLong() {
        Secret url = Secret.of("https://x/?t=\"\\\u0001é" + "a".repeat(600));
        byte[] json = Revealed.json(new RevealedCard.Iframe(url, Instant.parse("2026-11-20T12:00:00Z")));
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"kind\":\"IFRAME\",\"url\":\"https://x/?t=\\\"\\\\\\u0001é" + "a".repeat(600)
                        + "\",\"expiresAt\":\"2026-11-20T12:00:00.000Z\"}");
    }
}
