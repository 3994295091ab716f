package io.cardport.httpsignature;

import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.testkit.issuing.GivenSettings;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings and keys for tests; what is not given has the declared default, as in the gateway. */
final class Given {
    private Given() {}

    static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + label
                + "-----\n";
    }

    static String privatePem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    static String publicPem(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    static Map<String, String> required(String privatePem) {
        return Map.of("api-key", "k", "api-secret", "s", "key-id", "key-7", "private-key", privatePem);
    }

    static GivenSettings settings(URI baseUrl, Map<String, String> texts, List<Map<String, String>> products) {
        Map<String, String> all = new HashMap<>();
        for (Setting setting : new HttpSignatureModule().settings()) {
            if (!setting.defaultValue().isEmpty() && !setting.name().contains("[]")) {
                all.put(setting.name(), setting.name().equals("webhook-tolerance") ? "PT300S" : setting.defaultValue());
            }
        }
        all.putAll(texts);
        return new GivenSettings("signed-test", baseUrl, Duration.ofSeconds(5), all, Map.of("products", products));
    }

    static Built build(
            URI baseUrl, Map<String, String> texts, List<Map<String, String>> products, InstantSource clock) {
        return new HttpSignatureModule()
                .build(settings(baseUrl, texts, products), new Surroundings(clock, Surroundings.Lent.NOTHING));
    }

    static IssuingProvider ready(
            URI baseUrl, Map<String, String> texts, List<Map<String, String>> products, InstantSource clock) {
        return switch (build(baseUrl, texts, products, clock)) {
            case Built.Ready(IssuingProvider provider) -> provider;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }
}
