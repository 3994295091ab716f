package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.IssuingProviderModule.Setting;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.ProviderFacts.Absence;
import io.cardport.domain.issuing.ProviderFacts.Approval;
import io.cardport.domain.issuing.ProviderFacts.Lane;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.testkit.SettableClock;
import io.cardport.testkit.issuing.GivenSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and what is declared. */
class BananatechModuleTest {
    private static final Map<String, String> COMPLETE =
            Map.of("merchant-id", "3f1d2c5e-8a4b-4c6d-9e7f-0123456789ab", "secret", "0123456789abcdef0123456789abcdef");

    @Test
    void isFoundByItsKind() {
        assertThat(ServiceLoader.load(IssuingProviderModule.class).stream()
                        .map(found -> found.get().kind()))
                .containsOnlyOnce("bananatech");
    }

    @Test
    void declaresTheSettingsOfTheDocumentation() {
        assertThat(new BananatechModule().settings())
                .extracting(Setting::name)
                .containsExactly(
                        "merchant-id",
                        "secret",
                        "secret-encoding",
                        "currency",
                        "document-dates",
                        "paths.register",
                        "paths.users",
                        "paths.templates",
                        "paths.apply",
                        "paths.assign",
                        "paths.recharge",
                        "paths.balance",
                        "paths.information",
                        "paths.transactions",
                        "paths.update-status",
                        "paths.set-pin",
                        "paths.webhook-records",
                        "paths.account-balance",
                        "paths.set-webhook-url");
        assertThat(new BananatechModule().settings().stream().filter(Setting::required))
                .extracting(Setting::name)
                .containsExactly("merchant-id", "secret");
        assertThat(new BananatechModule().settings().stream().filter(Setting::secret))
                .extracting(Setting::name)
                .containsExactly("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "merchant-id, ''",
        "merchant-id, 'with space'",
        "secret, 'seventeen letters'",
        "secret, ''",
        "secret-encoding, rot13",
        "currency, usd",
        "currency, XXX",
        "document-dates, weeks",
        "paths.recharge, 'card/recharge'",
        "paths.recharge, '/card/{id}'",
        "paths.users, '/a?b=c'",
        "paths.users, '//elsewhere'"
    })
    void namesTheSettingThatIsWrongAndNeverItsValue(String setting, String value) {
        assertThat(build("https://api.example.com", Map.of(setting, value)))
                .isInstanceOfSatisfying(Built.Misconfigured.class, wrong -> {
                    assertThat(wrong.setting()).isEqualTo(setting);
                    assertThat(wrong.sentence()).contains(setting);
                    assertThat(value.isEmpty() || !wrong.sentence().contains(value))
                            .isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef, utf8",
        "0123456789abcdef01234567, utf8",
        "30313233343536373839616263646566, hex",
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, base64"
    })
    void takesKeysOfThreeLengthsInThreeEncodings(String secret, String encoding) {
        assertThat(build("https://api.example.com", Map.of("secret", secret, "secret-encoding", encoding)))
                .isInstanceOf(Built.Ready.class);
    }

    @Test
    void refusesPlainHttpToOthers() {
        assertThat(build("http://api.example.com", Map.of()))
                .isInstanceOfSatisfying(
                        Built.Misconfigured.class,
                        wrong -> assertThat(wrong.setting()).isEqualTo("base-url"));
    }

    @Test
    void offersWhatTheSheetNamesAndRemembersNoKeys() {
        var provider = ((Built.Ready) build("https://api.example.com", Map.of())).provider();

        assertThat(Capability.all().stream()
                        .filter(capability -> provider.can(capability).isEmpty()))
                .containsExactlyInAnyOrder(
                        AccountTransactions.class,
                        ApplicantResubmission.class,
                        CardListing.class,
                        CardSearch.class,
                        CardWithdrawal.class,
                        HolderUpdate.class,
                        KeyRegistration.class,
                        OrderLookup.class,
                        SpendControls.class,
                        UnsignedWebhooks.class);
        assertThat(provider.facts().approval()).isEqualTo(Approval.REGISTERED_PER_PRODUCT);
        for (OperationKind kind : OperationKind.values()) {
            assertThat(provider.facts().of(kind).keyWindow()).isEmpty();
            assertThat(provider.facts().of(kind).absence()).isEqualTo(Absence.NEVER);
        }
        assertThat(provider.facts().of(OperationKind.ISSUE_CARD).lane()).isEqualTo(Lane.HOLDER_AND_PRODUCT);
        assertThat(provider.facts().of(OperationKind.TOP_UP).lane()).isEqualTo(Lane.SUBJECT);
    }

    private static Built build(String baseUrl, Map<String, String> changes) {
        Map<String, String> texts = new HashMap<>(COMPLETE);
        texts.putAll(changes);
        return new BananatechModule()
                .build(
                        new GivenSettings(
                                "bananatech-test", URI.create(baseUrl), Duration.ofSeconds(5), texts, Map.of()),
                        new Surroundings(SettableClock.at("2026-04-10T10:00:00Z"), Surroundings.Lent.NOTHING));
    }
}
