package io.cardport.simulators.offblocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.IssuerState;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.WebhookMode;
import io.cardport.simulators.frame.WebhookSender;
import io.cardport.simulators.offblocks.StructuredFields.Bare;
import io.cardport.simulators.offblocks.StructuredFields.Member;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** OffBlocks' own key: signs webhooks by the same profile, can be fetched and rotated (§3.5). */
final class ProviderKey {

    private static final String NAME = "provider";

    private record Live(String id, PrivateKey key) {}

    private final IssuerState state;
    private volatile Live live;
    private final PrivateKey wrong = EllipticKeys.draw().getPrivate();

    /** Takes the key of an earlier run, or draws the first. */
    ProviderKey(IssuerState state) {
        this.state = state;
        this.live = state.table("keys").find(NAME).map(ProviderKey::read).orElseGet(this::draw);
    }

    private static Live read(ObjectNode kept) {
        return new Live(
                kept.path("keyId").asText(),
                EllipticKeys.privateKey(kept.path("private").asText()));
    }

    private Live draw() {
        KeyPair pair = EllipticKeys.draw();
        ObjectNode kept = Json.object()
                .put("keyId", state.ids().uuid())
                .put("private", EllipticKeys.pem(pair.getPrivate()))
                .put("public", EllipticKeys.pem(pair.getPublic()))
                .put("createdAt", state.clock().instant().toString());
        state.table("keys").put(NAME, kept);
        return new Live(kept.path("keyId").asText(), pair.getPrivate());
    }

    /** From now on another key signs; the former one is forgotten. */
    ObjectNode rotate() {
        live = draw();
        return view();
    }

    /** Keeps the key although the tables were cleared. */
    void keep(ObjectNode kept) {
        state.table("keys").put(NAME, kept);
    }

    ObjectNode kept() {
        return state.table("keys").find(NAME).orElseThrow();
    }

    ObjectNode view() {
        ObjectNode kept = kept();
        String pem = kept.path("public").asText();
        return Json.object()
                .put("keyId", kept.path("keyId").asText())
                .put("algorithm", EllipticKeys.ALGORITHM)
                .put("publicKey", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)))
                .put("createdAt", kept.path("createdAt").asText());
    }

    /** Headers of a webhook. */
    Map<String, String> seal(WebhookSender.Attempt attempt) {
        Live signer = live;
        byte[] digested =
                attempt.goesWrong(WebhookMode.WRONG_DIGEST) ? "{}".getBytes(StandardCharsets.UTF_8) : attempt.body();
        String digest = ContentDigest.of(digested);
        Map<String, String> values = Map.of(
                "@method",
                "POST",
                "@target-uri",
                attempt.url(),
                "content-digest",
                digest,
                "content-type",
                "application/json");
        var parameters = new LinkedHashMap<String, Bare>();
        parameters.put("created", new Bare.Whole(attempt.at().getEpochSecond()));
        parameters.put("keyid", new Bare.Text(signer.id()));
        parameters.put("alg", new Bare.Text(EllipticKeys.ALGORITHM));
        List<Member.Item> components = Stream.of("@method", "@target-uri", "content-digest", "content-type")
                .filter(name -> !attempt.goesWrong(WebhookMode.MISSING_COMPONENT) || !name.equals("content-digest"))
                .map(name -> new Member.Item(new Bare.Text(name), Map.of()))
                .toList();
        Member.Inner covered = new Member.Inner(components, parameters);
        String base = SignatureBase.of(
                        covered,
                        item -> item.value() instanceof Bare.Text(String name)
                                ? Optional.ofNullable(values.get(name))
                                : Optional.empty())
                .orElseThrow();
        PrivateKey key = attempt.secret().equals(NAME) ? signer.key() : wrong;
        String signature = Base64.getEncoder().encodeToString(EllipticKeys.sign(key, base));
        return Map.of(
                "Content-Digest", digest,
                "Signature-Input", "sig1=" + covered.spelled(),
                "Signature", "sig1=:" + signature + ":");
    }

    /** What the webhook sender calls the key, so that any other name is a wrong one. */
    static String name() {
        return NAME;
    }
}
