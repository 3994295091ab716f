package io.cardport.artha;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.MissedWebhooks;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.Approval;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.issuing.ProviderFacts.Lookup;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.issuing.GivenSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and what is declared. */
class ArthaModuleTest {
    private static final String BASE = "https://api.artha.example/ext";

    @Test
    void isFoundByItsKind() {
        assertThat(ServiceLoader.load(IssuingProviderModule.class).stream()
                        .map(found -> found.get().kind()))
                .containsOnlyOnce("artha");
    }

    @Test
    void declaresTheSettingsOfTheDocumentation() {
        assertThat(new ArthaModule().settings())
                .extracting(Setting::name)
                .contains(
                        "api-key",
                        "api-secret",
                        "secret-encoding",
                        "topup-status-path",
                        "card-path",
                        "webhook-check",
                        "webhook-header",
                        "webhook-secret");
        assertThat(new ArthaModule().settings().stream().filter(Setting::required))
                .extracting(Setting::name)
                .containsExactly("api-key", "api-secret", "applicant-fields[].field");
        assertThat(new ArthaModule().settings().stream().filter(Setting::secret))
                .extracting(Setting::name)
                .containsExactly("api-key", "api-secret", "webhook-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "api-key, ''",
        "api-key, 'with space'",
        "api-secret, ''",
        "secret-encoding, hex",
        "card-path, '/api/v1/cards'",
        "card-path, 'api/v1/cards/{cardId}'",
        "card-path, '/api/v1/{a}/{b}'",
        "topup-status-path, '/api/v1/topup status/{id}'",
        "topup-history-path, '{cardId}'",
        "applicant-spelling, mine",
        "document-types, 'passport,id'",
        "upload-field, ' '",
        "iframe-lifetime, PT0S",
        "webhook-check, rsa"
    })
    void namesTheSettingThatIsWrongAndNeverItsValue(String setting, String value) {
        assertThat(build(BASE, Map.of(setting, value))).isInstanceOfSatisfying(Built.Misconfigured.class, wrong -> {
            assertThat(wrong.setting()).isEqualTo(setting);
            assertThat(wrong.sentence()).contains(setting);
            assertThat(value.isBlank() || !wrong.sentence().contains(value)).isTrue();
        });
    }

    @Test
    void decodesTheSecretWhereItIsSaidToBeEncoded() {
        assertThat(build(BASE, Map.of("secret-encoding", "base64"))).isInstanceOf(Built.Ready.class);
        assertThat(build(BASE, Map.of("secret-encoding", "base64", "api-secret", "not base64!")))
                .isInstanceOfSatisfying(Built.Misconfigured.class, wrong -> {
                    assertThat(wrong.setting()).isEqualTo("api-secret");
                    assertThat(wrong.sentence()).doesNotContain("not base64!");
                });
    }

    @Test
    void needsTheSecretOfACheckedWebhook() {
        for (String check : List.of("shared-header", "hmac-sha256")) {
            assertThat(build(BASE, Map.of("webhook-check", check)))
                    .isInstanceOfSatisfying(
                            Built.Misconfigured.class,
                            wrong -> assertThat(wrong.setting()).isEqualTo("webhook-secret"));
            assertThat(build(BASE, Map.of("webhook-check", check, "webhook-secret", "agreed")))
                    .isInstanceOf(Built.Ready.class);
            assertThat(build(
                            BASE,
                            Map.of("webhook-check", check, "webhook-secret", "agreed", "webhook-header", "two words")))
                    .isInstanceOfSatisfying(
                            Built.Misconfigured.class,
                            wrong -> assertThat(wrong.setting()).isEqualTo("webhook-header"));
        }
    }

    @Test
    void refusesPlainHttpToOthers() {
        assertThat(build("http://api.artha.example", Map.of()))
                .isInstanceOfSatisfying(
                        Built.Misconfigured.class,
                        wrong -> assertThat(wrong.setting()).isEqualTo("base-url"));
    }

    @Test
    void takesTheOtherPathsOfThePages() {
        assertThat(build(
                        BASE,
                        Map.of(
                                "card-path", "/api/v1/cards/{cardId}",
                                "topup-status-path", "/api/v1/cards/topupstatus/{topupId}")))
                .isInstanceOf(Built.Ready.class);
    }

    @Test
    void offersWhatTheSheetHasAndNothingElse() {
        var provider = ((Built.Ready) build(BASE, Map.of())).provider();

        assertThat(Capability.all().stream()
                        .filter(capability -> provider.can(capability).isEmpty()))
                .containsExactlyInAnyOrder(
                        Webhooks.class,
                        MissedWebhooks.class,
                        WebhookRegistration.class,
                        KeyRegistration.class,
                        CardSearch.class,
                        CardAssignment.class,
                        CardWithdrawal.class,
                        AccountTransactions.class,
                        AccountBalances.class);
        assertThat(provider.facts().approval()).isEqualTo(Approval.PER_PRODUCT);
        assertThat(provider.facts().revealActivates()).isFalse();
    }

    @Test
    void promisesAbsenceForCustomersOnlyAndKeysForNothing() {
        var facts = ((Built.Ready) build(BASE, Map.of())).provider().facts();

        for (OperationKind kind : OperationKind.values()) {
            assertThat(facts.of(kind).keyWindow()).isEmpty();
            assertThat(facts.of(kind).absence())
                    .isEqualTo(kind == OperationKind.REGISTER_CARDHOLDER ? Absence.CERTAIN : Absence.NEVER);
        }
        assertThat(facts.of(OperationKind.ISSUE_CARD).lookups()).containsExactly(Lookup.BY_LIST);
        assertThat(facts.of(OperationKind.ISSUE_CARD).lane()).isEqualTo(Lane.HOLDER_AND_PRODUCT);
        assertThat(facts.of(OperationKind.TOP_UP).lookups()).containsExactlyInAnyOrder(Lookup.BY_LIST, Lookup.BY_ORDER);
        assertThat(facts.of(OperationKind.TOP_UP).lane()).isEqualTo(Lane.SUBJECT);
    }

    private static Built build(String baseUrl, Map<String, String> changes) {
        Map<String, String> texts = new HashMap<>(Map.of("api-key", "ak_live_1", "api-secret", "c2VjcmV0"));
        texts.putAll(changes);
        return new ArthaModule()
                .build(
                        new GivenSettings("artha-test", URI.create(baseUrl), Duration.ofSeconds(5), texts, Map.of()),
                        new Surroundings(SettableClock.at("2026-04-10T10:00:00Z"), Surroundings.Lent.NOTHING));
    }
}
