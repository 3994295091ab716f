package io.cardport.httpsignature;

import io.cardport.http.ExchangeSettings;
import io.cardport.http.Seal;
import io.cardport.http.SealedRequest;
import io.cardport.http.Token;
import io.cardport.http.WireBody;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireRequest;
import io.cardport.signatures.Component;
import io.cardport.signatures.Content;
import io.cardport.signatures.Digests;
import io.cardport.signatures.Fields;
import io.cardport.signatures.SignatureParameters;
import io.cardport.signatures.SignedRequest;
import io.cardport.signatures.Signer;
import io.cardport.signatures.Signing;
import io.cardport.signatures.SigningKey;
import io.cardport.signatures.Target;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Signs each attempt anew: token, digest of the body, then the signature over both (RFC 9421, RFC 9530; sheet 3.4). */
final class HttpSignatureSeal {
    private final ExchangeSettings settings;
    private final SigningKey key;
    private final Signer signer;
    private final HttpSignatureProfile profile;
    private final InstantSource clock;

    HttpSignatureSeal(ExchangeSettings settings, SigningKey key, HttpSignatureProfile profile, InstantSource clock) {
        this.settings = settings;
        this.key = key;
        this.signer = new Signer(key);
        this.profile = profile;
        this.clock = clock;
    }

    /** For the call that tells the issuer our key: all but the signature. */
    Seal unsigned(Token token) {
        return request -> digested(request, token);
    }

    Seal with(Token token) {
        return unsealed -> signed(unsealed, token);
    }

    private SealedRequest signed(WireRequest unsealed, Token token) {
        SealedRequest bearer = SealedRequest.of(unsealed).with("Authorization", "Bearer " + token.reveal());
        Content content = content(unsealed.body());
        SealedRequest digested =
                content.isEmpty() ? bearer : bearer.with("Content-Digest", Digests.value(content, profile.digest()));
        var message = new SignedRequest(
                unsealed.method().name(),
                Target.of(uri(unsealed)),
                fields(digested.headers(), unsealed.body()),
                content);
        return switch (signer.sign(message, profile.label(), parameters(message.headers(), unsealed))) {
            case Signing.Signed(String label, String input, String signature) ->
                digested.with("Signature-Input", input).with("Signature", signature);
            // What is missing was left out before, so this is a component that no request of ours has.
            case Signing.Unsigned(var failure) ->
                throw new IllegalStateException("the configured components cannot be signed: " + failure);
        };
    }

    private SealedRequest digested(WireRequest unsealed, Token token) {
        SealedRequest bearer = SealedRequest.of(unsealed).with("Authorization", "Bearer " + token.reveal());
        Content content = content(unsealed.body());
        return content.isEmpty() ? bearer : bearer.with("Content-Digest", Digests.value(content, profile.digest()));
    }

    private SignatureParameters parameters(Fields headers, WireRequest request) {
        Instant now = clock.instant();
        List<Component> covered = profile.components().stream()
                .filter(component -> isThere(component, headers, request))
                .toList();
        var draft = SignatureParameters.covering(covered)
                .created(now)
                .keyId(key.id())
                .alg(key.algorithm());
        profile.expires().ifPresent(lasting -> draft.expires(now.plus(lasting)));
        if (profile.nonce() == HttpSignatureProfile.Nonce.FRESH) {
            byte[] bits = new byte[16];
            settings.randomness().nextBytes(bits);
            draft.nonce(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
        }
        return draft.build();
    }

    private static boolean isThere(Component component, Fields headers, WireRequest request) {
        return component.name().startsWith("@")
                ? !component.equals(Component.QUERY)
                        || request.target().pathAndQuery().contains("?")
                : headers.has(component.name());
    }

    private static Content content(WireBody body) {
        return switch (body) {
            case WireBody.None ignored -> Content.NONE;
            case WireBody.Bytes(String type, byte[] bytes) -> Content.of(bytes);
            case WireBody.Multipart ignored -> Content.NONE;
        };
    }

    /** The fields as they stand on the wire; the content type is added there from the body. */
    private static Fields fields(WireHeaders headers, WireBody body) {
        var lines = new Fields.Lines();
        headers.fields().forEach(field -> lines.accept(field.name(), field.value()));
        if (body instanceof WireBody.Bytes(String type, byte[] ignored)) {
            lines.accept("content-type", type);
        }
        return lines.fields();
    }

    private String uri(WireRequest request) {
        URI base = settings.baseUrl();
        return base.getScheme().toLowerCase(Locale.ROOT) + "://" + base.getRawAuthority()
                + settings.requestTarget(request.target());
    }
}
