package io.cardport.app.rest;

import io.cardport.app.rest.view.Json;
import io.cardport.domain.issuing.CardReveal.RevealedCard;
import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes what a card's holder is to see without ever making a {@link String} of it, and wipes what it was given. */
final class Revealed {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] json = new byte[256];
    private int length;

    private Revealed() {}

    static byte[] json(RevealedCard shown) {
        Revealed writing = new Revealed();
        switch (shown) {
            case RevealedCard.Details(Secret number, Secret cvv, String expiry) -> {
                try (number;
                        cvv) {
                    writing.raw("{\"kind\":\"DETAILS\",\"number\":").text(number);
                    writing.raw(",\"cvv\":").text(cvv);
                    writing.raw(",\"expiry\":").text(expiry.getBytes(StandardCharsets.UTF_8));
                }
            }
            case RevealedCard.Iframe(Secret url, var expiresAt) -> {
                try (url) {
                    writing.raw("{\"kind\":\"IFRAME\",\"url\":").text(url);
                    writing.raw(",\"expiresAt\":\"" + Json.time(expiresAt) + "\"");
                }
            }
        }
        writing.raw("}");
        byte[] exact = Arrays.copyOf(writing.json, writing.length);
        Arrays.fill(writing.json, (byte) 0);
        return exact;
    }

    private Revealed raw(String text) {
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            put(one);
        }
        return this;
    }

    private void text(Secret secret) {
        byte[] bytes = secret.utf8();
        text(bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    private void text(byte[] utf8) {
        put((byte) '"');
        for (byte one : utf8) {
            if (one == '"' || one == '\\') {
                put((byte) '\\');
                put(one);
            } else if (one >= 0 && one < ' ') {
                raw("\\u00");
                put(HEX[one >> 4]);
                put(HEX[one & 0xf]);
            } else {
                put(one);
            }
        }
        put((byte) '"');
    }

    private void put(byte one) {
        if (length == json.length) {
            byte[] larger = Arrays.copyOf(json, 2 * length);
            Arrays.fill(json, (byte) 0);
            json = larger;
        }
        json[length] = one;
        length++;
    }
}
