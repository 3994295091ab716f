package io.cardport.app.rest;

import io.cardport.app.delivery.DeliveryKey;
import io.cardport.app.delivery.DeliveryKeys;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;

/** The public keys under which deliveries are signed, for whoever receives them. */
@Controller("/.well-known/jwks.json")
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "Everyone")
final class KeySetController {
    /** Much shorter than the day for which a key is published before it signs. */
    private static final String CACHED = "public, max-age=3600";

    private final DeliveryKeys keys;

    KeySetController(DeliveryKeys keys) {
        this.keys = keys;
    }

    /** The set (RFC 7517 section 5, keys as RFC 8037 section 2 has them). */
    @Get
    @Operation(summary = "The public keys of the v1a signatures of deliveries")
    HttpResponse<?> keys() {
        List<Map<String, String>> set =
                keys.published().stream().map(KeySetController::jwk).toList();
        return HttpResponse.ok(Map.of("keys", set)).header("Cache-Control", CACHED);
    }

    private static Map<String, String> jwk(DeliveryKey key) {
        return Map.of("kty", "OKP", "crv", "Ed25519", "x", key.x(), "kid", key.kid(), "use", "sig", "alg", "EdDSA");
    }
}
