package io.cardport.httpsignature;

import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.secret.Secret;
import io.cardport.http.Target;
import io.cardport.signatures.Algorithm;
import io.cardport.signatures.Component;
import io.cardport.signatures.DigestAlgorithm;
import io.cardport.signatures.KeyReading;
import io.cardport.signatures.SigningKey;
import io.cardport.signatures.VerificationPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An account's settings, read. Whatever the issuer has not published is a setting with the sheet's default (3.4, 3.5). */
record HttpSignatureSettings(
        SigningKey key,
        HttpSignatureProfile profile,
        HttpSignatureChallenges challenges,
        Optional<String> chain,
        List<ProductSeen> products,
        IncomingWebhooks webhooks) {
    private static final String ECDSA_P384 = "ecdsa-p384-sha384";
    private static final String WEBHOOK_COMPONENTS = "@method,@target-uri,content-digest,content-type";

    static final List<Setting> DECLARED = List.of(
            secret("api-key", "The API key (a UUID), exchanged for a token."),
            secret("api-secret", "Its secret."),
            text(
                    "key-id",
                    true,
                    "",
                    "The name by which the issuer knows our signing key; provider register-key tells it."),
            secret("private-key", "Our signing key as PEM; usually given as private-key-file."),
            text("algorithm", false, ECDSA_P384, "The key's algorithm, as RFC 9421 names it."),
            new Setting(
                    "components",
                    Setting.Kind.LIST,
                    false,
                    String.join(",", HttpSignatureProfile.DEFAULT),
                    false,
                    "What our requests sign, in this order; fields that a request does not carry are left out."),
            text("digest", false, "sha-256", "The digest of bodies: sha-256 or sha-512."),
            text("label", false, "sig1", "The label of our signature."),
            new Setting(
                    "expires",
                    Setting.Kind.DURATION,
                    false,
                    "",
                    false,
                    "How long a signature is to hold; not said where it is not set."),
            new Setting(
                    "nonce",
                    Setting.Kind.FLAG,
                    false,
                    "true",
                    false,
                    "Whether each signature carries a nonce, so that no two are alike."),
            new Setting("products", Setting.Kind.BLOCKS, false, "", false, "What is issued; the issuer has no list."),
            text("products[].id", true, "", "Our name for the product."),
            text("products[].name", false, "", "How it is shown; its id if empty."),
            text("products[].currency", true, "", "ISO 4217 code of its cards."),
            text("products[].types", false, "virtual", "virtual, physical or both, with a comma between."),
            new Setting(
                    "physical",
                    Setting.Kind.FLAG,
                    false,
                    "false",
                    false,
                    "Whether physical cards may be asked for; the issuer's guide says that they are not offered yet."),
            text("chain-id", false, "", "CAIP-2 id of the chain that wallet addresses without one are on."),
            text(
                    "challenge-signer",
                    false,
                    "none",
                    "Who answers wallet challenges: none (the cardholder) or key-file."),
            new Setting(
                    "challenge-key",
                    Setting.Kind.TEXT,
                    false,
                    "",
                    true,
                    "The key that answers them, as PEM; usually given as challenge-key-file."),
            text("challenge-field", false, "signature", "The field that carries the answer."),
            new Setting(
                    "webhook-components",
                    Setting.Kind.LIST,
                    false,
                    WEBHOOK_COMPONENTS,
                    false,
                    "What a webhook's signature must cover."),
            text("webhook-algorithm", false, ECDSA_P384, "The algorithm of the issuer's key."),
            new Setting(
                    "webhook-tolerance",
                    Setting.Kind.DURATION,
                    false,
                    "300s",
                    false,
                    "How old a webhook's signature may be."),
            new Setting(
                    "webhook-key",
                    Setting.Kind.TEXT,
                    false,
                    "",
                    true,
                    "The issuer's public key as PEM; usually given as webhook-key-file."),
            text(
                    "webhook-key-url",
                    false,
                    "",
                    "Where the issuer shows it, at or below base-url; asked with a signed GET."));

    /** The public half of our key; a shared secret, which has none, is never read from PEM. */
    String publicKey() {
        return key.publicKey().orElseThrow();
    }

    /** What holds for webhooks. */
    record IncomingWebhooks(
            VerificationPolicy policy, Algorithm algorithm, Optional<String> pem, Optional<Target> shown) {
        HttpSignatureKeys.Source source(HttpSignatureClient client) {
            return pem.<HttpSignatureKeys.Source>map(HttpSignatureKeys.Source.Given::new)
                    .or(() -> shown.map(target -> new HttpSignatureKeys.Source.Shown(client, target)))
                    .orElseGet(HttpSignatureKeys.Source.Nowhere::new);
        }
    }

    /** What came of reading. */
    sealed interface Read {
        record Known(HttpSignatureSettings settings) implements Read {}

        record Wrong(String setting, String sentence) implements Read {}
    }

    /** A setting that is wrong; caught in {@link #read} and nowhere seen. */
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String setting;
        private final String sentence;

        Unfit(String setting, String sentence) {
            super(setting, null, false, false);
            this.setting = setting;
            this.sentence = setting + " " + sentence;
        }
    }

    static Read read(ProviderSettings given) {
        try {
            for (String name : List.of("api-key", "api-secret")) {
                if (given.secret(name).filter(secret -> secret.length() > 0).isEmpty()) {
                    throw new Unfit(name, "must be given");
                }
            }
            return new Read.Known(new HttpSignatureSettings(
                    key(given), profile(given), challenges(given), chain(given), products(given), webhooks(given)));
        } catch (Unfit unfit) {
            return new Read.Wrong(unfit.setting, unfit.sentence);
        }
    }

    private static SigningKey key(ProviderSettings given) {
        String id = given.text("key-id")
                .filter(HttpSignatureSettings::visible)
                .orElseThrow(() -> new Unfit("key-id", "must be given, in visible characters"));
        Secret pem = given.secret("private-key").orElseThrow(() -> new Unfit("private-key", "must be given"));
        Algorithm algorithm = algorithm(given, "algorithm");
        return switch (pem.<KeyReading<SigningKey>>reveal(text -> SigningKey.read(id, algorithm, new String(text)))) {
            case KeyReading.Usable<SigningKey>(SigningKey key) -> key;
            case KeyReading.Refused<SigningKey> ignored ->
                throw new Unfit("private-key", "must be a private key of that algorithm in PEM");
        };
    }

    private static Algorithm algorithm(ProviderSettings given, String name) {
        return given.text(name)
                .flatMap(Algorithm::named)
                .orElseThrow(() -> new Unfit(
                        name,
                        "must be one of "
                                + Arrays.stream(Algorithm.values())
                                        .map(Algorithm::registered)
                                        .toList()));
    }

    private static HttpSignatureProfile profile(ProviderSettings given) {
        DigestAlgorithm digest = Arrays.stream(DigestAlgorithm.values())
                .filter(one ->
                        given.text("digest").filter(one.registered()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new Unfit("digest", "must be sha-256 or sha-512"));
        String label = given.text("label")
                .filter(text -> text.matches("[a-z*][a-z0-9_.*-]{0,63}"))
                .orElseThrow(() -> new Unfit("label", "must be a key of RFC 8941"));
        Optional<Duration> expires = given.duration("expires");
        if (expires.filter(lasting -> lasting.toSeconds() < 1).isPresent()) {
            throw new Unfit("expires", "must be a second or longer");
        }
        var nonce = given.flag("nonce") ? HttpSignatureProfile.Nonce.FRESH : HttpSignatureProfile.Nonce.NONE;
        return new HttpSignatureProfile(components(given, "components"), digest, label, expires, nonce);
    }

    private static List<Component> components(ProviderSettings given, String name) {
        List<Component> components = given.list(name).stream()
                .map(one -> HttpSignatureProfile.component(one)
                        .orElseThrow(() -> new Unfit(name, "names a component that RFC 9421 does not define")))
                .toList();
        if (components.isEmpty() || components.size() != Set.copyOf(components).size()) {
            throw new Unfit(name, "must name each component once, and one at least");
        }
        return components;
    }

    private static HttpSignatureChallenges challenges(ProviderSettings given) {
        String field = given.text("challenge-field")
                .filter(HttpSignatureSettings::visible)
                .orElseThrow(() -> new Unfit("challenge-field", "must be a field's name"));
        return switch (given.text("challenge-signer").orElse("none")) {
            case "none" -> new HttpSignatureChallenges(field, HttpSignatureChallenges.Signer.NOBODY);
            case "key-file" ->
                new HttpSignatureChallenges(
                        field,
                        given.secret("challenge-key")
                                .flatMap(pem -> pem.reveal(text -> HttpSignatureChallengeKey.read(new String(text))))
                                .orElseThrow(() ->
                                        new Unfit("challenge-key", "must be an elliptic-curve key in PEM (PKCS#8)")));
            default -> throw new Unfit("challenge-signer", "must be none or key-file");
        };
    }

    private static Optional<String> chain(ProviderSettings given) {
        Optional<String> chain = given.text("chain-id").filter(text -> !text.isBlank());
        if (chain.filter(text -> !text.matches("[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}"))
                .isPresent()) {
            throw new Unfit("chain-id", "must be a CAIP-2 id such as eip155:8453");
        }
        return chain;
    }

    private static List<ProductSeen> products(ProviderSettings given) {
        List<ProductSeen> products = new ArrayList<>();
        for (Map<String, String> block : given.blocks("products")) {
            products.add(HttpSignatureProducts.product(block, given.flag("physical"))
                    .orElseThrow(() -> new Unfit(
                            "products",
                            "each has an id, a currency that is an ISO 4217 code, and types that are virtual or, with"
                                    + " physical: true, physical")));
        }
        return products;
    }

    private static IncomingWebhooks webhooks(ProviderSettings given) {
        Algorithm algorithm = algorithm(given, "webhook-algorithm");
        Duration tolerance = given.duration("webhook-tolerance")
                .filter(Duration::isPositive)
                .orElseThrow(() -> new Unfit("webhook-tolerance", "must be longer than nothing"));
        Component[] components = components(given, "webhook-components").toArray(Component[]::new);
        VerificationPolicy policy = VerificationPolicy.accepting(Set.of(algorithm), components)
                .window(tolerance, Duration.ofSeconds(60))
                .build();
        Optional<String> pem = given.secret("webhook-key").map(secret -> secret.reveal(String::new));
        Optional<String> url = given.text("webhook-key-url").filter(text -> !text.isBlank());
        Optional<Target> shown = url.map(text -> below(given.baseUrl(), text));
        return new IncomingWebhooks(policy, algorithm, pem, shown);
    }

    private static Target below(URI base, String text) {
        String prefix = base.toString().replaceAll("/+$", "");
        String path = text.startsWith(prefix + "/") ? text.substring(prefix.length()) : text;
        try {
            return Target.of(path);
        } catch (IllegalArgumentException noPath) {
            throw new Unfit("webhook-key-url", "must be an address below base-url, or a path that begins with a slash");
        }
    }

    private static boolean visible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static Setting text(String name, boolean required, String otherwise, String meaning) {
        return new Setting(name, Setting.Kind.TEXT, required, otherwise, false, meaning);
    }

    private static Setting secret(String name, String meaning) {
        return new Setting(name, Setting.Kind.TEXT, true, "", true, meaning);
    }
}
