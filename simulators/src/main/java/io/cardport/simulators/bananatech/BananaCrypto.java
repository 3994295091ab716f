package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.frame.WebhookSender;
import io.cardport.simulators.frame.WebhookStyle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens requests, seals answers and webhooks, and spoils the next of them when told to. */
final class BananaCrypto {

    private record Planned(Word.Where where, Word.Flaw flaw, String as) {}

    private final BananaBooks books;
    private final Deque<Planned> planned = new ArrayDeque<>();

    BananaCrypto(BananaBooks books) {
        this.books = books;
    }

    /** Merchant-ID first, then the MAC, then what is inside (§2.3). */
    Envelope.Opened open(Request request) {
        String merchant = request.header("merchant-id").orElse("");
        byte[] wanted = credentials().path("merchantId").textValue().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(merchant.getBytes(StandardCharsets.UTF_8), wanted)) {
            return new Envelope.Opened.Broken("Invalid Merchant-ID");
        }
        return Envelope.open(key(), request.header("x-hmac").orElse(""), request.body());
    }

    Answer seal(Answer answer) {
        Optional<Planned> flaw = take(Word.Where.ANSWER);
        if (flaw.filter(f -> f.flaw() == Word.Flaw.PLAIN).isPresent()) {
            return answer;
        }
        byte[] plain = Json.bytes(answer.body());
        return new Answer(answer.status(), sealed(plain, key(), flaw.map(Planned::flaw)), answer.headers());
    }

    /** Opens one of our own answers, for faults that change what it says. */
    ObjectNode reopen(Answer answer) {
        String payload = answer.body().path(Envelope.PAYLOAD).asText();
        return switch (Envelope.open(key(), answer.body().path("hmac").asText(), payload)) {
            case Envelope.Opened.Plain plain -> plain.body();
            case Envelope.Opened.Broken broken -> Json.object().put("message", broken.why());
        };
    }

    void plan(Word.Where where, Word.Flaw flaw, String as, int times) {
        for (int i = 0; i < times; i++) {
            planned.add(new Planned(where, flaw, as));
        }
    }

    void forget() {
        planned.clear();
    }

    /** Repeated after 1, 5, 15 minutes, 1, 6 and 24 hours (§2.4), for the default base of one minute. */
    WebhookStyle style() {
        return new WebhookStyle(
                (type, attempt) -> books.state().locked(() -> wrap(type, attempt)),
                List.of(1, 5, 15, 60, 360, 1_440),
                Duration.ofHours(24),
                Duration.ofSeconds(10));
    }

    private WebhookStyle.Sealed wrap(String type, WebhookSender.Attempt attempt) {
        Optional<Planned> flaw = take(Word.Where.WEBHOOK);
        if (flaw.filter(f -> f.flaw() == Word.Flaw.PLAIN).isPresent()) {
            return new WebhookStyle.Sealed(attempt.body(), Map.of());
        }
        boolean forged = attempt.flaw().isPresent()
                || !attempt.secret().equals(credentials().path("secret").textValue());
        byte[] macKey = forged ? attempt.secret().getBytes(StandardCharsets.UTF_8) : key();
        ObjectNode body = sealed(attempt.body(), macKey, flaw.map(Planned::flaw));
        body.put(
                "type",
                flaw.filter(f -> f.flaw() == Word.Flaw.LYING_TYPE)
                        .map(Planned::as)
                        .orElse(type));
        return new WebhookStyle.Sealed(Json.bytes(body), Map.of());
    }

    private ObjectNode sealed(byte[] plain, byte[] macKey, Optional<Word.Flaw> flaw) {
        byte[] iv = HexFormat.of().parseHex(books.ids().hex(32));
        String payload = payload(plain, iv, flaw);
        boolean wrong = flaw.filter(f -> f == Word.Flaw.WRONG_MAC).isPresent();
        return Json.object().put(Envelope.PAYLOAD, payload).put("hmac", Envelope.mac(wrong ? iv : macKey, payload));
    }

    private String payload(byte[] plain, byte[] iv, Optional<Word.Flaw> flaw) {
        if (flaw.isEmpty()) {
            return Envelope.seal(key(), iv, plain);
        }
        return switch (flaw.get()) {
            case TRUNCATED -> {
                byte[] whole = Base64.getDecoder().decode(Envelope.seal(key(), iv, plain));
                yield Base64.getEncoder().encodeToString(Arrays.copyOf(whole, whole.length - 5));
            }
            case PADDING -> Envelope.sealUnpadded(key(), iv, plain);
            case NOT_JSON -> Envelope.seal(key(), iv, "<html>".getBytes(StandardCharsets.UTF_8));
            case WRONG_MAC, PLAIN, LYING_TYPE -> Envelope.seal(key(), iv, plain);
        };
    }

    private Optional<Planned> take(Word.Where where) {
        Optional<Planned> first =
                planned.stream().filter(p -> p.where() == where).findFirst();
        first.ifPresent(planned::removeFirstOccurrence);
        return first;
    }

    /** The secret is 32 characters that are hex and base64 as well: a key of 32, 16 or 24 bytes. */
    private byte[] key() {
        String secret = credentials().path("secret").textValue();
        return switch ((int) books.tuning().number("secret-encoding")) {
            case 1 -> HexFormat.of().parseHex(secret);
            case 2 -> Base64.getDecoder().decode(secret);
            default -> secret.getBytes(StandardCharsets.UTF_8);
        };
    }

    private ObjectNode credentials() {
        return books.keys().find("credentials").orElseThrow();
    }
}
