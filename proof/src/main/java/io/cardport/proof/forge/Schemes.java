package io.cardport.proof.forge;

import static io.cardport.proof.forge.Signed.NOW;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.proof.letters.ArthaStamp;
import io.cardport.proof.letters.BananatechStamp;
import io.cardport.proof.letters.Letter;
import io.cardport.proof.letters.UqpayStamp;
import io.cardport.proof.parts.Adapters;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Every scheme by which an adapter tells its issuer's deliveries from others. NetPay sends none. */
final class Schemes {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ANOTHER = "0123456789abcdef0123456789abcdeF";
    private static final URI NOWHERE = URI.create("https://issuer.invalid");
    private static final long TOLERANCE = 301;

    private Schemes() {}

    static List<Scheme> all() {
        return List.of(
                uqpay(),
                bananatech(),
                arthaMac(ArthaStamp.Form.HEX),
                arthaMac(ArthaStamp.Form.BASE64),
                arthaShared(),
                OffblocksScheme.drawn());
    }

    static <C extends Capability> C able(String kind, Map<String, String> texts, Class<C> capability) {
        return Adapters.build(new Adapters.Wanted(kind, "forged", NOWHERE, texts, Map.of()), () -> NOW)
                .can(capability)
                .orElseThrow();
    }

    private static Scheme uqpay() {
        var webhooks = able(
                "uqpay",
                Map.of("client-id", "client", "api-key", "key", "webhook-secret", SECRET, "reveal", "secure"),
                Webhooks.class);
        var stamp = new UqpayStamp(SECRET);
        List<Change> changes = new ArrayList<>(Changes.ofBody());
        changes.addAll(Changes.ofHeaders(UqpayStamp.TIMESTAMP, UqpayStamp.SIGNATURE));
        changes.addAll(Changes.ofSignature(
                UqpayStamp.SIGNATURE,
                HexFormat.of()::parseHex,
                bytes -> HexFormat.of().formatHex(bytes)));
        changes.add(new Change("another time than the signed one", Schemes::retimed));
        changes.add(new Change(
                "signed too long ago or in the future",
                (letter, random) -> stamp.seal("", letter.body(), NOW.plusSeconds(Changes.seconds(TOLERANCE, random)))
                        .arriving(NOW)));
        changes.add(new Change(
                "sent again too late",
                (letter, random) -> letter.arriving(NOW.plusSeconds(TOLERANCE + random.nextInt(86_400)))));
        changes.add(new Change("digits of the time moved into the body", Schemes::moved));
        changes.add(
                new Change("another secret", (letter, random) -> new UqpayStamp(ANOTHER).seal("", letter.body(), NOW)));
        return new Signed(
                "uqpay, HMAC-SHA512",
                Scheme.Cost.HASH,
                content -> stamp.seal("", content, NOW),
                changes,
                Signed.by(webhooks));
    }

    private static Letter retimed(Letter letter, RandomGenerator random) {
        long away = 1 + random.nextInt(250_000);
        long at = NOW.toEpochMilli() + (random.nextBoolean() ? away : -away);
        return letter.with(UqpayStamp.TIMESTAMP, List.of(Long.toString(at)));
    }

    /** What is signed stays the same: only where the body ends and the time begins is another. */
    private static Letter moved(Letter letter, RandomGenerator random) {
        String time = letter.header(UqpayStamp.TIMESTAMP);
        int place = 1 + random.nextInt(time.length() - 1);
        byte[] body = (Changes.text(letter.body()) + time.substring(0, place)).getBytes(StandardCharsets.UTF_8);
        return letter.with(body).with(UqpayStamp.TIMESTAMP, List.of(time.substring(place)));
    }

    /** The payload's text is what is signed: its padding bits count. The type beside it is signed by nobody. */
    private static Scheme bananatech() {
        var webhooks = able("bananatech", Map.of("merchant-id", "merchant", "secret", SECRET), Webhooks.class);
        return new Signed(
                "bananatech, AES-CBC with HMAC-SHA256",
                Scheme.Cost.HASH,
                content -> new BananatechStamp(SECRET).seal(BananatechForgeries.TYPE, content, NOW),
                new BananatechForgeries(new BananatechStamp(SECRET), new BananatechStamp(ANOTHER)).changes(),
                Signed.by(webhooks));
    }

    private static Scheme arthaMac(ArthaStamp.Form form) {
        var stamp = new ArthaStamp(form, SECRET);
        List<Change> changes = new ArrayList<>(Changes.ofBody());
        changes.addAll(Changes.ofHeaders(ArthaStamp.HEADER));
        changes.addAll(
                form == ArthaStamp.Form.HEX
                        ? Changes.ofSignature(
                                ArthaStamp.HEADER,
                                HexFormat.of()::parseHex,
                                bytes -> HexFormat.of().formatHex(bytes))
                        : Changes.ofSignature(
                                ArthaStamp.HEADER,
                                Base64.getDecoder()::decode,
                                bytes -> Base64.getEncoder().encodeToString(bytes)));
        changes.add(new Change(
                "another secret", (letter, random) -> new ArthaStamp(form, ANOTHER).seal("", letter.body(), NOW)));
        return new Signed(
                "artha, HMAC-SHA256 in " + form.name().toLowerCase(Locale.ROOT),
                Scheme.Cost.HASH,
                content -> stamp.seal("", content, NOW),
                changes,
                Signed.by(artha("hmac-sha256")));
    }

    /** The secret proves nothing of the body. */
    private static Scheme arthaShared() {
        List<Change> changes = new ArrayList<>(Changes.ofHeaders(ArthaStamp.HEADER));
        changes.addAll(Changes.ofSignature(
                ArthaStamp.HEADER,
                text -> text.getBytes(StandardCharsets.ISO_8859_1),
                bytes -> new String(bytes, StandardCharsets.ISO_8859_1)));
        changes.add(Changes.ofHeader("another secret", ArthaStamp.HEADER, secret -> ANOTHER));
        return new Signed(
                "artha, a secret in a header",
                Scheme.Cost.HASH,
                content -> new ArthaStamp(ArthaStamp.Form.SHARED, SECRET).seal("", content, NOW),
                changes,
                Signed.by(artha("shared-header")));
    }

    private static UnsignedWebhooks artha(String check) {
        return able(
                "artha",
                Map.of(
                        "api-key",
                        "key",
                        "api-secret",
                        "secret",
                        "webhook-check",
                        check,
                        "webhook-header",
                        ArthaStamp.HEADER,
                        "webhook-secret",
                        SECRET),
                UnsignedWebhooks.class);
    }
}
