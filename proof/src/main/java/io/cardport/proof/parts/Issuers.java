package io.cardport.proof.parts;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.proof.letters.ArthaStamp;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Simulators;
import java.net.URI;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The five simulated issuers. */
public final class Issuers {
    /** What all cards are in. */
    public static final Currency USD = Currency.getInstance("USD");

    /** UQPAY, whose webhooks carry an idempotency key's worth of identity. */
    public static final Issuer UQPAY = new Issuer(
            "uqpay",
            Simulators::uqpay,
            (issuer, base) -> wanted(
                    "uqpay",
                    base,
                    Map.of(
                            "client-id", issuer.credential("clientId"),
                            "api-key", issuer.credential("apiKey"),
                            "webhook-secret", issuer.credential("webhookSecret"),
                            "reveal", "secure")),
            new Issuer.Goods(
                    new ProviderRef("0b6f1a52-6f0e-4d0a-9a3c-5d2f8f1f4a01"),
                    loaded(2_000),
                    new Money(525, USD),
                    number -> Map.of()));

    /** NetPay with its undocumented routes, without which a card can do nothing but be made and shown. */
    public static final Issuer NETPAY = new Issuer(
            "netpay",
            Simulators::netpay,
            (issuer, base) -> new Adapters.Wanted(
                    "netpay",
                    Issuer.ACCOUNT,
                    base,
                    Map.of(
                            "api-key", issuer.credential("apiKey"),
                            "access-key", issuer.credential("accessKey"),
                            "extensions", "true"),
                    products(Map.of("id", "111031", "currency", "USD", "name", "Virtual USD"))),
            new Issuer.Goods(new ProviderRef("111031"), loaded(2_000), new Money(2_000, USD), number -> Map.of()));

    /** Artha with an agreed secret before its webhooks. */
    public static final Issuer ARTHA = new Issuer(
            "artha",
            Simulators::artha,
            (issuer, base) -> wanted(
                    "artha",
                    base,
                    Map.of(
                            "api-key", issuer.credential("apiKey"),
                            "api-secret", issuer.credential("apiSecret"),
                            "webhook-check", "hmac-sha256",
                            "webhook-header", ArthaStamp.HEADER,
                            "webhook-secret", issuer.credential("webhookSecret"))),
            new Issuer.Goods(
                    new ProviderRef("b1a3d0c6-52f4-4a6e-8d11-0c9a5e7f1a01"),
                    CardOptions.NONE,
                    new Money(525, USD),
                    number -> Map.of()));

    /** BananaTech, everything of which is asynchronous. */
    public static final Issuer BANANATECH = new Issuer(
            "bananatech",
            Simulators::bananatech,
            (issuer, base) -> wanted(
                    "bananatech",
                    base,
                    Map.of("merchant-id", issuer.credential("merchantId"), "secret", issuer.credential("secret"))),
            new Issuer.Goods(new ProviderRef("1"), CardOptions.NONE, new Money(2_500, USD), number -> Map.of()));

    /** OffBlocks, whose cards cannot be funded by us. */
    public static final Issuer OFFBLOCKS = offblocks("/webhooks/key");

    private Issuers() {}

    /**
     * OffBlocks with another setting.
     *
     * @param keyUrl where its key for webhooks is fetched
     * @return the issuer
     */
    static Issuer offblocks(String keyUrl) {
        return new Issuer(
                "offblocks",
                Simulators::offblocks,
                (issuer, base) -> new Adapters.Wanted(
                        "http-signature",
                        Issuer.ACCOUNT,
                        base,
                        keyed(issuer, Map.of("webhook-key-url", keyUrl)),
                        products(Map.of("id", "virtual-usd", "currency", "USD"))),
                new Issuer.Goods(
                        new ProviderRef("virtual-usd"),
                        CardOptions.NONE,
                        new Money(2_000, USD),
                        number -> Map.of("walletAddress", "eip155:8453:0x%040x".formatted(number))));
    }

    /**
     * OffBlocks with its key for webhooks in the configuration.
     *
     * @param pem the key
     * @return the issuer
     */
    public static Issuer offblocksWithKey(String pem) {
        Issuer fetching = OFFBLOCKS;
        return new Issuer(
                fetching.name(),
                fetching.control(),
                (issuer, base) -> new Adapters.Wanted(
                        "http-signature",
                        Issuer.ACCOUNT,
                        base,
                        keyed(issuer, Map.of("webhook-key", pem)),
                        fetching.account().apply(issuer, base).blocks()),
                fetching.goods());
    }

    private static Map<String, String> keyed(IssuerControl issuer, Map<String, String> more) {
        Map<String, String> texts = new HashMap<>(more);
        texts.put("api-key", issuer.credential("apiKey"));
        texts.put("api-secret", issuer.credential("apiSecret"));
        texts.put("key-id", issuer.credential("keyId"));
        texts.put("private-key", issuer.credential("privateKeyPem"));
        return texts;
    }

    private static Adapters.Wanted wanted(String kind, URI base, Map<String, String> texts) {
        return new Adapters.Wanted(kind, Issuer.ACCOUNT, base, texts, Map.of());
    }

    private static Map<String, List<Map<String, String>>> products(Map<String, String> product) {
        return Map.of("products", List.of(product));
    }

    private static CardOptions loaded(long minor) {
        return new CardOptions(
                Optional.of(new Money(minor, USD)),
                Optional.empty(),
                CardOptions.NONE.addresses(),
                CardControlsSpec.NONE,
                Optional.empty(),
                Optional.empty(),
                CardOptions.Metadata.EMPTY);
    }
}
