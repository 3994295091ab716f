package io.cardport.artha;

import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.Hints;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Artha's webhooks. No page shows a signature (section 1.3), so whatever stands before the address, a delivery only says
 * where to look.
 */
final class ArthaWebhooks implements UnsignedWebhooks {
    private final Check check;

    ArthaWebhooks(Check check) {
        this.check = check;
    }

    /** What was agreed with Artha for its deliveries (section 1.4). */
    sealed interface Check {
        /** Nothing. */
        record None() implements Check {}

        /** A header carries a secret. */
        record SharedHeader(String header, Secret secret) implements Check {}

        /** A header carries the HMAC-SHA256 of the raw body, in hexadecimal or base64. */
        record BodyMac(String header, Secret secret) implements Check {}
    }

    @Override
    public Admission admit(RawDelivery delivery) {
        return switch (check) {
            case Check.None none -> Admission.ADMITTED;
            case Check.SharedHeader(String header, Secret secret) ->
                admission(delivery.header(header)
                        .filter(told -> Secret.of(told).equals(secret))
                        .isPresent());
            case Check.BodyMac(String header, Secret secret) ->
                admission(delivery.header(header)
                        .filter(told -> isMac(told, secret, delivery.body()))
                        .isPresent());
        };
    }

    @Override
    public Hints hints(RawDelivery delivery) {
        return switch (Json.read(delivery.body())) {
            case JsonReading.Parsed(JsonView root) -> hints(root);
            case JsonReading.Malformed malformed -> new Hints(Set.of(), Set.of(), Set.of());
        };
    }

    /** Payloads are flat; those of generation B may stand in {@code data}. */
    private static Hints hints(JsonView root) {
        Set<ProviderRef> cards = new HashSet<>();
        Set<ProviderRef> holders = new HashSet<>();
        Set<ProviderRef> orders = new HashSet<>();
        JsonView content = ArthaWire.content(root);
        for (JsonView view : List.of(root, content)) {
            ArthaWire.ref(view, "cardId").ifPresent(cards::add);
            ArthaWire.ref(view, "customerId").ifPresent(holders::add);
            ArthaWire.ref(view, "topupId", "transactionId").ifPresent(orders::add);
        }
        String event = ArthaWire.word(root, "event", "eventType", "type").orElse("");
        Optional<ProviderRef> own = ArthaWire.ref(content, "id");
        switch (ArthaLifecycle.event(event)) {
            case CARD -> own.filter(id -> cards.isEmpty()).ifPresent(cards::add);
            case HOLDER -> own.filter(id -> holders.isEmpty()).ifPresent(holders::add);
            case ORDER -> own.filter(id -> orders.isEmpty()).ifPresent(orders::add);
            case UNRECOGNISED -> {
                // What has a name is looked at all the same; an id of nobody knows what leads nowhere.
            }
        }
        return new Hints(cards, holders, orders);
    }

    private static boolean isMac(String told, Secret secret, byte[] body) {
        byte[] key = secret.utf8();
        try {
            byte[] mac = ArthaSeal.mac(new SecretKeySpec(key, "HmacSHA256"), body);
            byte[] given = told.strip().getBytes(StandardCharsets.UTF_8);
            byte[] hex = HexFormat.of().formatHex(mac).getBytes(StandardCharsets.UTF_8);
            byte[] lower = told.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            boolean isHex = MessageDigest.isEqual(lower, hex);
            boolean isBase64 = MessageDigest.isEqual(given, Base64.getEncoder().encode(mac));
            return isHex | isBase64;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static Admission admission(boolean passes) {
        return passes ? Admission.ADMITTED : Admission.REFUSED;
    }
}
