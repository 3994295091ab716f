package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.Approval;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.issuing.TopUpListing;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.issuing.GivenSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and what is declared. */
class UqpayModuleTest {
    private static final Map<String, String> COMPLETE =
            Map.of("client-id", "client", "api-key", "key", "webhook-secret", "new,old");

    @Test
    void isFoundByItsKind() {
        assertThat(ServiceLoader.load(IssuingProviderModule.class).stream()
                        .map(found -> found.get().kind()))
                .containsOnlyOnce("uqpay");
    }

    @Test
    void declaresTheSettingsOfTheDocumentation() {
        assertThat(new UqpayModule().settings())
                .extracting(Setting::name)
                .containsExactly(
                        "client-id",
                        "api-key",
                        "webhook-secret",
                        "on-behalf-of",
                        "webhook-tolerance",
                        "reveal",
                        "iframe-base-url",
                        "settlement-amounts");
        assertThat(new UqpayModule().settings().stream().filter(Setting::required))
                .extracting(Setting::name)
                .containsExactly("client-id", "api-key", "webhook-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "client-id, ''",
        "client-id, 'with space'",
        "api-key, ''",
        "webhook-secret, 'one,,two'",
        "on-behalf-of, 'with space'",
        "webhook-tolerance, PT0S",
        "reveal, loudly",
        "settlement-amounts, some",
        "iframe-base-url, 'not an address'"
    })
    void namesTheSettingThatIsWrongAndNeverItsValue(String setting, String value) {
        assertThat(build("https://api.uqpay.com/api", Map.of(setting, value)))
                .isInstanceOfSatisfying(Built.Misconfigured.class, wrong -> {
                    assertThat(wrong.setting()).isEqualTo(setting);
                    assertThat(wrong.sentence()).contains(setting);
                    assertThat(value.isEmpty() || !wrong.sentence().contains(value))
                            .isTrue();
                });
    }

    @Test
    void refusesPlainHttpToOthers() {
        assertThat(build("http://api.uqpay.com/api", Map.of()))
                .isInstanceOfSatisfying(
                        Built.Misconfigured.class,
                        wrong -> assertThat(wrong.setting()).isEqualTo("base-url"));
    }

    @Test
    void knowsThePagesOfTheIssuersOwnHostsOnly() {
        assertThat(build("https://api.uqpay.com/api", Map.of())).isInstanceOf(Built.Ready.class);
        assertThat(build("https://api-sandbox.uqpaytech.com/api", Map.of())).isInstanceOf(Built.Ready.class);
        assertThat(build("https://elsewhere.example/api", Map.of())).isInstanceOf(Built.Misconfigured.class);
        assertThat(build("https://elsewhere.example/api", Map.of("reveal", "secure")))
                .isInstanceOf(Built.Ready.class);
    }

    @Test
    void offersEverythingButWhatStandsInForReferencesAndSignatures() {
        var provider = ((Built.Ready) build("https://api.uqpay.com/api", Map.of())).provider();

        assertThat(Capability.all().stream()
                        .filter(capability -> provider.can(capability).isEmpty()))
                .containsExactlyInAnyOrder(
                        UnsignedWebhooks.class,
                        CardListing.class,
                        TopUpListing.class,
                        MissedWebhooks.class,
                        KeyRegistration.class,
                        WebhookRegistration.class);
        assertThat(provider.facts().approval()).isEqualTo(Approval.PERSON);
        assertThat(provider.facts().of(OperationKind.ISSUE_CARD).absence()).isEqualTo(Absence.CERTAIN);
        assertThat(provider.facts().of(OperationKind.TOP_UP).absence()).isEqualTo(Absence.NEVER);
        for (OperationKind kind : OperationKind.values()) {
            assertThat(provider.facts().of(kind).keyWindow()).contains(Duration.ofHours(24));
        }
    }

    private static Built build(String baseUrl, Map<String, String> changes) {
        Map<String, String> texts = new HashMap<>(COMPLETE);
        texts.putAll(changes);
        return new UqpayModule()
                .build(
                        new GivenSettings("uqpay-test", URI.create(baseUrl), Duration.ofSeconds(5), texts, Map.of()),
                        new Surroundings(SettableClock.at("2026-04-10T10:00:00Z"), new Surroundings.Lent() {
                            @Override
                            public <T> Optional<T> find(Class<T> type) {
                                return Optional.empty();
                            }
                        }));
    }
}
