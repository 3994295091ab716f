package io.cardport.netpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.ProductRules.RequiredField;
import io.cardport.testkit.issuing.GivenSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class NetpayModuleTest {
    private static final Map<String, String> KEYS = Map.of("api-key", "dk_live_x", "access-key", "y");
    private static final String URL = "https://uat-cards.netpay247.com/api/v1";

    @Test
    void isFoundByItsKind() {
        assertThat(ServiceLoader.load(IssuingProviderModule.class).stream()
                        .map(provider -> provider.get().kind()))
                .containsExactly("netpay");
    }

    @Test
    void declaresItsSettings() {
        assertThat(new NetpayModule()
                        .settings().stream()
                                .map(setting -> setting.name() + " " + setting.kind() + " "
                                        + (setting.required() ? "required" : "[" + setting.defaultValue() + "]")
                                        + (setting.secret() ? " secret" : "")))
                .containsExactly(
                        "api-key TEXT required secret",
                        "access-key TEXT required secret",
                        "products BLOCKS []",
                        "products[].id TEXT required",
                        "products[].currency TEXT required",
                        "products[].name TEXT []",
                        "extensions FLAG [false]");
    }

    @Test
    void showsTheConfiguredProductsAndWhatTheyRequire() {
        IssuingProvider provider = ready(KEYS, List.of(Map.of("id", "111031", "currency", "USD", "name", "Virtual")));
        var look = provider.can(ProductCatalogue.class).orElseThrow().products();
        assertThat(look).isInstanceOfSatisfying(Look.Found.class, found -> {
            var product = (ProductSeen) ((List<?>) found.value()).getFirst();
            assertThat(product.reference()).isEqualTo(new ProviderRef("111031"));
            assertThat(product.name()).isEqualTo("Virtual");
            assertThat(product.funding().initialLoad()).isEqualTo(FundingTerms.InitialLoad.REQUIRED);
            assertThat(product.rules().requiredFields().stream()
                            .filter(RequiredField::required)
                            .map(RequiredField::name))
                    .containsExactly("identity.documentType", "identity.documentNumber", "docFront");
        });
    }

    @Test
    void factsSayThatACardsKeyLivesADayAndAHolderIsBlind() {
        ProviderFacts facts = ready(KEYS, List.of()).facts();
        assertThat(facts.of(OperationKind.ISSUE_CARD).keyWindow()).contains(Duration.ofHours(24));
        assertThat(facts.of(OperationKind.ISSUE_CARD).absence()).isEqualTo(ProviderFacts.Absence.NEVER);
        assertThat(facts.of(OperationKind.REGISTER_CARDHOLDER)).isEqualTo(ProviderFacts.OperationFacts.BLIND);
        assertThat(facts.approval()).isEqualTo(ProviderFacts.Approval.PERSON);
        assertThat(facts.revealActivates()).isTrue();
    }

    @Test
    void offersTheMerchantRoutesOnlyWhenToldTo() {
        assertThat(ready(KEYS, List.of()).can(CardControls.class)).isEmpty();
        assertThat(ready(Map.of("api-key", "x", "access-key", "y", "extensions", "true"), List.of())
                        .can(CardControls.class))
                .isPresent();
    }

    @Test
    void namesTheSettingThatIsWrongAndNeverItsValue() {
        assertWrong(Map.of("access-key", "y"), List.of(), URL, "api-key");
        assertWrong(Map.of("api-key", "with\r\nbreak", "access-key", "y"), List.of(), URL, "api-key");
        assertWrong(Map.of("api-key", "x"), List.of(), URL, "access-key");
        assertWrong(KEYS, List.of(Map.of("id", "1", "currency", "usd")), URL, "products");
        assertWrong(KEYS, List.of(Map.of("id", "1", "currency", "XXX")), URL, "products");
        assertWrong(KEYS, List.of(Map.of("currency", "USD")), URL, "products");
        assertWrong(KEYS, List.of(), "http://cards.example.com/api/v1", "base-url");
        assertWrong(KEYS, List.of(), "https://user:pass@cards.example.com/api/v1", "base-url");
    }

    private static void assertWrong(
            Map<String, String> texts, List<Map<String, String>> products, String url, String setting) {
        assertThat(build(texts, products, url)).isInstanceOfSatisfying(Built.Misconfigured.class, wrong -> {
            assertThat(wrong.setting()).isEqualTo(setting);
            assertThat(wrong.sentence()).doesNotContain("break").doesNotContain("pass@");
        });
    }

    private static IssuingProvider ready(Map<String, String> texts, List<Map<String, String>> products) {
        return switch (build(texts, products, URL)) {
            case Built.Ready(IssuingProvider provider) -> provider;
            case Built.Misconfigured wrong -> throw new AssertionError(wrong.toString());
        };
    }

    private static Built build(Map<String, String> texts, List<Map<String, String>> products, String url) {
        var settings = new GivenSettings(
                "netpay-test", URI.create(url), Duration.ofSeconds(5), texts, Map.of("products", products));
        return new NetpayModule().build(settings, new Surroundings(InstantSource.system(), Surroundings.Lent.NOTHING));
    }
}
