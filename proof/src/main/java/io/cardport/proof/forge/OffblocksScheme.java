package io.cardport.proof.forge;

import static io.cardport.proof.forge.Signed.NOW;

import io.cardport.domain.webhook.Webhooks;
import io.cardport.proof.letters.Letter;
import io.cardport.proof.letters.OffblocksStamp;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** RFC 9421 with P-384: a signature over a digest, an address and a time. */
final class OffblocksScheme {
    static final URI ADDRESS = URI.create("https://cards.example.com/webhooks/forged");
    private static final String DIGEST = "content-digest";
    private static final String INPUT = "signature-input";
    private static final String SIGNATURE = "signature";
    private static final String FRONT = "sig1=:";
    private static final long OLDEST = 301;
    private static final long AHEAD = 61;

    private final OffblocksStamp stamp = OffblocksStamp.drawn(ADDRESS);
    private final OffblocksStamp another = OffblocksStamp.drawn(ADDRESS);

    private OffblocksScheme() {}

    static Scheme drawn() {
        return new OffblocksScheme().scheme();
    }

    private Scheme scheme() {
        return new Signed(
                "http-signature, ECDSA P-384",
                Scheme.Cost.CURVE,
                content -> stamp.seal("", content, NOW),
                changes(),
                Signed.by(webhooks(stamp)));
    }

    static Webhooks webhooks(OffblocksStamp stamp) {
        Map<String, String> texts = Map.of(
                "api-key",
                "key",
                "api-secret",
                "secret",
                "key-id",
                "ours",
                "private-key",
                OffblocksStamp.pem(
                        "PRIVATE KEY", OffblocksStamp.drawn().getPrivate().getEncoded()),
                "webhook-key",
                OffblocksStamp.pem("PUBLIC KEY", stamp.key().getPublic().getEncoded()));
        return Schemes.able("http-signature", texts, Webhooks.class);
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>(Changes.ofBody());
        changes.addAll(Changes.ofHeaders(DIGEST, INPUT, SIGNATURE));
        changes.addAll(Changes.ofSignature(SIGNATURE, OffblocksScheme::decoded, OffblocksScheme::encoded));
        changes.add(new Change("another body with its digest", (letter, random) -> {
            byte[] body = Changes.bit(letter.body(), random);
            return letter.with(body).with(DIGEST, List.of(OffblocksStamp.digest(body)));
        }));
        changes.add(new Change("a bit of the digest", OffblocksScheme::digested));
        changes.add(new Change("another time than the signed one", OffblocksScheme::retimed));
        changes.add(new Change(
                "signed too long ago",
                (letter, random) -> stamp.seal("", letter.body(), NOW.minusSeconds(OLDEST + random.nextInt(86_400)))
                        .arriving(NOW)));
        changes.add(new Change(
                "signed in the future",
                (letter, random) -> stamp.seal("", letter.body(), NOW.plusSeconds(AHEAD + random.nextInt(86_400)))
                        .arriving(NOW)));
        changes.add(new Change("a letter of what the signature names", OffblocksScheme::renamed));
        changes.add(new Change(
                "to another address",
                (letter, random) -> letter.to(URI.create(ADDRESS + "/" + random.nextInt(1_000)))));
        changes.add(Changes.ofHeader("another content type", "content-type", type -> "text/plain"));
        changes.add(
                new Change("the digest not covered", (letter, random) -> stamp.without(DIGEST, letter.body(), NOW)));
        changes.add(new Change("another key", (letter, random) -> another.seal("", letter.body(), NOW)));
        return changes;
    }

    private static byte[] decoded(String value) {
        return Base64.getDecoder().decode(value.substring(FRONT.length(), value.length() - 1));
    }

    private static String encoded(byte[] signature) {
        return FRONT + Base64.getEncoder().encodeToString(signature) + ":";
    }

    private static Letter digested(Letter letter, RandomGenerator random) {
        String value = letter.header(DIGEST);
        String front = "sha-256=:";
        byte[] digest = Base64.getDecoder().decode(value.substring(front.length(), value.length() - 1));
        String changed = Base64.getEncoder().encodeToString(Changes.bit(digest, random));
        return letter.with(DIGEST, List.of(front + changed + ":"));
    }

    private static Letter retimed(Letter letter, RandomGenerator random) {
        long created = NOW.getEpochSecond();
        long other = created - 1 - random.nextInt(250);
        return letter.with(INPUT, List.of(letter.header(INPUT).replace("created=" + created, "created=" + other)));
    }

    /** Behind the label, which nobody signs. */
    private static Letter renamed(Letter letter, RandomGenerator random) {
        char[] text = letter.header(INPUT).toCharArray();
        int place = 5 + random.nextInt(text.length - 5);
        char was = text[place];
        while (text[place] == was) {
            text[place] = (char) (' ' + random.nextInt(95));
        }
        return letter.with(INPUT, List.of(new String(text)));
    }
}
