package io.cardport.httpsignature;

import io.cardport.domain.webhook.SignatureScheme.Waiting;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.Target;
import io.cardport.http.WireResult;
import io.cardport.httpsignature.HttpSignatureClient.Reply;
import io.cardport.signatures.Algorithm;
import io.cardport.signatures.KeyDirectory;
import io.cardport.signatures.KeyReading;
import io.cardport.signatures.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The issuer's key for webhooks: from the configuration, or fetched by a signed GET whose path is not published (sheet 3.3)
 * and kept for an hour. A key that does not fit is fetched again at most every 30 s, so that rotation is noticed and
 * forgeries cost the issuer nothing.
 */
final class HttpSignatureKeys implements KeyDirectory {
    private static final Duration LASTING = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Source source;
    private final Algorithm algorithm;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Held held = Held.NOTHING;

    HttpSignatureKeys(Source source, Algorithm algorithm, InstantSource clock) {
        this.source = source;
        this.algorithm = algorithm;
        this.clock = clock;
    }

    /** Where the key comes from. */
    sealed interface Source {
        /** No webhooks are expected. */
        record Nowhere() implements Source {}

        /** It was configured. */
        record Given(String pem) implements Source {}

        /** The issuer shows it. */
        record Shown(HttpSignatureClient client, Target target) implements Source {}
    }

    /** A key, and under which name; the issuer may give none, then every name means it. */
    private record Held(Optional<VerificationKey> key, Optional<String> id, Instant asked) {
        static final Held NOTHING = new Held(Optional.empty(), Optional.empty(), Instant.MIN);

        Optional<VerificationKey> named(String keyId) {
            return id.isEmpty() || id.get().equals(keyId) ? key : Optional.empty();
        }
    }

    @Override
    public Optional<VerificationKey> find(String keyId) {
        Held now = held;
        boolean old =
                now.asked().equals(Instant.MIN) || now.asked().plus(LASTING).isBefore(clock.instant());
        Optional<VerificationKey> known = old ? Optional.empty() : now.named(keyId);
        return known.isPresent() ? known : asked().named(keyId);
    }

    Waiting waiting() {
        return switch (source) {
            case Source.Nowhere ignored -> Waiting.NEVER;
            case Source.Given ignored -> Waiting.NEVER;
            case Source.Shown ignored -> Waiting.PERHAPS;
        };
    }

    /** Whether another key came of asking again. */
    enum Renewal {
        ANOTHER,
        NONE
    }

    Renewal renewed() {
        Held before = held;
        Held after = asked();
        return after != before && after.key().isPresent() ? Renewal.ANOTHER : Renewal.NONE;
    }

    private Held asked() {
        fetching.lock();
        try {
            Held now = held;
            boolean justAsked =
                    !now.asked().equals(Instant.MIN) && now.asked().plus(PAUSE).isAfter(clock.instant());
            if (!justAsked) {
                held = fetched().orElse(new Held(now.key(), now.id(), clock.instant()));
            }
            return held;
        } finally {
            fetching.unlock();
        }
    }

    private Optional<Held> fetched() {
        return switch (source) {
            case Source.Nowhere ignored -> Optional.empty();
            case Source.Given(String pem) -> held(pem, Optional.empty());
            case Source.Shown(HttpSignatureClient client, Target target) -> {
                Reply reply = client.webhookKey(target);
                yield reply instanceof Reply.Heard(WireResult.Answered answered)
                                && HttpSignatureAnswers.isSuccess(answered.status())
                        ? shown(answered.body())
                        : Optional.empty();
            }
        };
    }

    /** PEM, or an object with the key as PEM or as base64 of PEM, as our own key is registered (sheet 3.3). */
    private Optional<Held> shown(byte[] body) {
        if (!(Json.read(body) instanceof JsonReading.Parsed(JsonView root))
                || root.fields().isEmpty()) {
            return held(new String(body, StandardCharsets.US_ASCII), Optional.empty());
        }
        Optional<String> id = root.word("keyId").or(() -> root.word("id")).or(() -> root.word("kid"));
        return root.text("publicKey")
                .or(() -> root.text("key"))
                .or(() -> root.text("pem"))
                .flatMap(text -> held(text.contains("-----BEGIN") ? text : decoded(text), id));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private Optional<Held> held(String pem, Optional<String> id) {
        return VerificationKey.read(id.orElse("issuer"), algorithm, pem)
                        instanceof KeyReading.Usable<VerificationKey>(VerificationKey key)
                ? Optional.of(new Held(Optional.of(key), id, clock.instant()))
                : Optional.empty();
    }
}
