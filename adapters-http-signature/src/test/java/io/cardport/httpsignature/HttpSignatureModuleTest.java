package io.cardport.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.domain.webhook.Webhooks;
import java.net.URI;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HttpSignatureModuleTest {
    private static final URI URL = URI.create("https://api.offblocks.test/v1");
    private static final KeyPair PAIR = Given.curve("secp384r1");
    private static final Map<String, String> KEYS = Given.required(Given.privatePem(PAIR));
    private static final Map<String, String> PRODUCT = Map.of("id", "virtual-usd", "currency", "USD");

    @Test
    void isFoundByItsKind() {
        assertThat(ServiceLoader.load(IssuingProviderModule.class).stream()
                        .map(provider -> provider.get().kind()))
                .containsExactly("http-signature");
    }

    @Test
    void offersWhatTheIssuerOffersAndNoMore() {
        var provider = Given.ready(URL, KEYS, List.of(PRODUCT), InstantSource.system());

        assertThat(Capability.all().stream()
                        .filter(capability -> provider.can(capability).isPresent()))
                .containsExactlyInAnyOrder(
                        ApplicantResubmission.class,
                        ApplicantScreening.class,
                        CardClosing.class,
                        CardControls.class,
                        CardLookup.class,
                        CardSearch.class,
                        CardTransactions.class,
                        HolderSearch.class,
                        KeyRegistration.class,
                        ProductCatalogue.class,
                        WebhookRegistration.class,
                        Webhooks.class);
    }

    @Test
    void physicalCardsAreOfferedOnlyWhenToldTo() {
        Map<String, String> both = Map.of("id", "p", "currency", "USD", "types", "virtual, physical");
        assertWrong(Map.of(), List.of(both), "products");

        var provider = Given.ready(URL, with(Map.of("physical", "true")), List.of(both), InstantSource.system());
        assertThat(provider.can(ProductCatalogue.class).orElseThrow().products())
                .isInstanceOfSatisfying(
                        Look.Found.class,
                        found -> assertThat(found.value().toString()).contains(CardType.PHYSICAL.name()));
    }

    @Test
    void namesTheSettingThatIsWrongAndNeverItsValue() {
        assertWrong(Map.of("key-id", "with blank"), List.of(), "key-id");
        assertWrong(Map.of("private-key", "sesame"), List.of(), "private-key");
        assertWrong(Map.of("private-key", Given.privatePem(Given.curve("secp256r1"))), List.of(), "private-key");
        assertWrong(Map.of("algorithm", "none"), List.of(), "algorithm");
        assertWrong(Map.of("components", "@method,@method"), List.of(), "components");
        assertWrong(Map.of("components", "@status"), List.of(), "components");
        assertWrong(Map.of("digest", "md5"), List.of(), "digest");
        assertWrong(Map.of("label", "Sig 1"), List.of(), "label");
        assertWrong(Map.of("chain-id", "ethereum"), List.of(), "chain-id");
        assertWrong(Map.of("challenge-signer", "wallet"), List.of(), "challenge-signer");
        assertWrong(Map.of("challenge-signer", "key-file"), List.of(), "challenge-key");
        assertWrong(Map.of("webhook-algorithm", "rot13"), List.of(), "webhook-algorithm");
        assertWrong(Map.of("webhook-key-url", "https://elsewhere.test/key"), List.of(), "webhook-key-url");
        assertWrong(Map.of(), List.of(Map.of("id", "p", "currency", "usd")), "products");
        assertWrong(Map.of(), List.of(Map.of("id", "p", "currency", "USD", "types", "plastic")), "products");
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(KEYS);
        all.putAll(more);
        return all;
    }

    private static void assertWrong(Map<String, String> texts, List<Map<String, String>> products, String setting) {
        assertThat(Given.build(URL, with(texts), products, InstantSource.system()))
                .isInstanceOfSatisfying(Built.Misconfigured.class, wrong -> {
                    assertThat(wrong.setting()).isEqualTo(setting);
                    assertThat(wrong.sentence()).startsWith(setting + " ").doesNotContain("sesame");
                });
    }
}
