package io.cardport.httpsignature;

import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.http.JsonView;
import io.cardport.httpsignature.HttpSignatureAnswers.Command;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is told to the issuer once: our public key and the address for webhooks (sheet 3.3). */
final class HttpSignatureSetUp implements KeyRegistration, WebhookRegistration {
    private final HttpSignatureClient client;
    private final String publicKey;
    private final InstantSource clock;

    HttpSignatureSetUp(HttpSignatureClient client, String publicKey, InstantSource clock) {
        this.client = client;
        this.publicKey = publicKey;
        this.clock = clock;
    }

    /** PEM, base64-encoded again as a whole. */
    @Override
    public Outcome<KeyRegistered> registerKey() {
        String encoded = Base64.getEncoder().encodeToString(publicKey.getBytes(StandardCharsets.US_ASCII));
        return HttpSignatureAnswers.outcome(
                Command.SET_UP,
                client.registerKey(once("key " + encoded), Map.of("publicKey", encoded)),
                body -> HttpSignatureWire.word(body, "keyId")
                        .or(() -> HttpSignatureWire.word(body, "id"))
                        .map(KeyRegistered::new));
    }

    @Override
    public Outcome<Applied> registerWebhooks(URI address) {
        Look<List<JsonView>> known = HttpSignatureAnswers.look(client.webhooks(), HttpSignatureWire::items);
        if (!(known instanceof Look.Found<List<JsonView>>(List<JsonView> registered))) {
            return HttpSignatureAnswers.withoutLook(
                    known, HttpSignatureAnswers.own(Refusal.Reason.NOT_FOUND, "no list"));
        }
        // With several addresses nobody knows which one is ours; with one, it is replaced.
        Optional<String> replaced = registered.size() == 1
                ? HttpSignatureWire.word(registered.getFirst(), "id")
                : registered.stream()
                        .filter(one -> one.text("callbackUrl")
                                .filter(address.toString()::equals)
                                .isPresent())
                        .findFirst()
                        .flatMap(one -> HttpSignatureWire.word(one, "id"));
        Map<String, Object> body = new LinkedHashMap<>();
        replaced.ifPresent(id -> body.put("id", id));
        body.put("callbackUrl", address.toString());
        body.put("types", HttpSignatureWebhooks.TYPES);
        return HttpSignatureAnswers.outcome(
                Command.SET_UP,
                client.putWebhook(once("webhooks " + address), body),
                answer -> HttpSignatureWire.word(answer, "id").map(id -> Applied.APPLIED));
    }

    /** A person asked for it now, so it is done now, whatever was done within the hour before. */
    private String once(String what) {
        return HttpSignatureClient.keyOf(what + " " + clock.instant().toEpochMilli());
    }
}
