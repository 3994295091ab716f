package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.KeyRegistration.KeyRegistered;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.domain.store.AuditTrail;
import io.cardport.domain.store.Page;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.RegisterSigningKey;
import io.cardport.domain.usecase.RegisterWebhookAddress;
import io.cardport.domain.usecase.Result;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and addresses are arranged with an issuer that wants them, and the audit trail knows by whom. */
class RegistrationsTest {
    private final House house = new House();
    private final Actor actor = new Actor.System();
    private final List<URI> told = new ArrayList<>();

    @Test
    void anIssuerLearnsOurKeyAndNamesIt() {
        house.issuer.extras.add((KeyRegistration) () -> new Outcome.Done<>(new KeyRegistered("key-7")));
        assertThat(new RegisterSigningKey(house.context).handle(actor, "memory", new Once.Unkeyed<>()))
                .isEqualTo(new Result.Settled<>(new KeyRegistered("key-7")));
    }

    @Test
    void anIssuerLearnsOurAddressAndTheTrailKnowsIt() {
        takesAddresses();
        URI address = URI.create("https://cards.example/webhooks/memory");
        assertThat(webhooks(address.toString())).isEqualTo(new Result.Settled<>(Applied.APPLIED));
        assertThat(told).containsExactly(address);
        List<AuditTrail.Recorded> trail = house.stores.read(
                all -> all.audit().list(new Page.Request(10, Optional.empty())).data());
        assertThat(trail.getFirst().entry().reason()).isEqualTo("memory " + address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cards.example/webhooks/memory",
                "https://user@cards.example/",
                "https://cards.example/#here",
                "ftp://cards.example/",
                "webhooks/memory",
                "https:///nowhere"
            })
    void anAddressThatNoIssuerShouldUseIsNotTold(String address) {
        takesAddresses();
        assertThat(webhooks(address)).isInstanceOf(Result.Declined.class);
        assertThat(told).isEmpty();
    }

    @Test
    void whatAnIssuerRefusesOrDoesNotOfferIsSaid() {
        assertThat(new RegisterSigningKey(house.context).handle(actor, "memory", new Once.Unkeyed<>()))
                .isEqualTo(new Result.Declined<>(new Problem.Unsupported(KeyRegistration.class)));
        assertThat(new RegisterSigningKey(house.context).handle(actor, "nobody", new Once.Unkeyed<>()))
                .isEqualTo(new Result.Declined<>(new Problem.NotFound()));
        Refusal no = new Refusal(Refusal.Reason.DECLINED, "E1", "no");
        house.issuer.extras.add((KeyRegistration) () -> new Outcome.Refused<>(no));
        assertThat(new RegisterSigningKey(house.context).handle(actor, "memory", new Once.Unkeyed<>()))
                .isEqualTo(new Result.Declined<>(new Problem.ProviderRefused(no, Optional.empty())));
    }

    private void takesAddresses() {
        house.issuer.extras.add((WebhookRegistration) address -> {
            told.add(address);
            return new Outcome.Done<>(Applied.APPLIED);
        });
    }

    @Test
    void aRepetitionTellsTheIssuerNothingAndARefusalLeavesTheKeyFree() {
        URI address = URI.create("https://cards.example/webhooks/memory");
        var use = new RegisterWebhookAddress(house.context);
        StoredAnswer answer = new StoredAnswer(200, Map.of(), new byte[] {1});
        Once<Applied> once = new Once.Keyed<>(actor, "key", "print", result -> answer);
        assertThat(use.handle(actor, "memory", address, once)).isInstanceOf(Result.Declined.class);

        takesAddresses();
        assertThat(use.handle(actor, "memory", address, once)).isEqualTo(new Result.Settled<>(Applied.APPLIED));
        Result<Applied> again = use.handle(actor, "memory", address, once);

        assertThat(again)
                .isInstanceOfSatisfying(
                        Result.Repeated.class,
                        repeated -> assertThat(repeated.claim().answer()).contains(answer));
        assertThat(told).containsExactly(address);
    }

    private Result<Applied> webhooks(String address) {
        return new RegisterWebhookAddress(house.context)
                .handle(actor, "memory", URI.create(address), new Once.Unkeyed<>());
    }
}
