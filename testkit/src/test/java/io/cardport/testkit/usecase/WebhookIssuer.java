package io.cardport.testkit.usecase;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.ApplyDelivery;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.StoredDelivery;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an issuer's webhooks say, by the name that their content is. */
final class WebhookIssuer implements Webhooks {
    private final Map<String, Signal> said = new HashMap<>();

    void say(String name, Signal signal) {
        said.put(name, signal);
    }

    /** Takes a webhook in and reads it. */
    DeliveryId hear(House house, Signal signal) {
        DeliveryId id = takeIn(house, signal);
        applier(house).handle(id);
        return id;
    }

    /** Takes a webhook in; it is read later. */
    DeliveryId takeIn(House house, Signal signal) {
        DeliveryId id = house.context.ids().delivery();
        said.put(id.value(), signal);
        house.stores.admit(new StoredDelivery(
                id, "memory", id.value(), id.value().getBytes(StandardCharsets.UTF_8), house.clock.instant()));
        return id;
    }

    /** Reads every delivery that is to be read. */
    void readAll(House house) {
        List<DeliveryId> due = house.stores.write(all ->
                all.inbox().takeDue(house.clock.instant(), house.clock.instant().plusSeconds(30), 100));
        due.forEach(applier(house)::handle);
    }

    ApplyDelivery applier(House house) {
        return applier(house, house.stores);
    }

    ApplyDelivery applier(House house, UnitOfWork stores) {
        ProviderAccount account = house.context.providers().find("memory").orElseThrow();
        ProviderAccount heard = new ProviderAccount("memory", new Heard(account.provider()), account.timing());
        return new ApplyDelivery(new Context(stores, new OneAccount(heard), house.context.ids(), house.clock));
    }

    private final class Heard implements IssuingProvider {
        private final IssuingProvider issuer;

        Heard(IssuingProvider issuer) {
            this.issuer = issuer;
        }

        @Override
        public ProviderFacts facts() {
            return issuer.facts();
        }

        @Override
        public Outcome<OnboardedHolder> onboard(OnboardCommand command) {
            return issuer.onboard(command);
        }

        @Override
        public Outcome<IssuedCard> issue(IssueCommand command) {
            return issuer.issue(command);
        }

        @Override
        public <C extends Capability> Optional<C> can(Class<C> capability) {
            return capability == Webhooks.class
                    ? Optional.of(capability.cast(WebhookIssuer.this))
                    : issuer.can(capability);
        }
    }

    @Override
    public SignatureScheme scheme() {
        return delivery -> new SignatureScheme.Verdict.Genuine(delivery.body());
    }

    @Override
    public String dedupe(VerifiedDelivery delivery) {
        return new String(delivery.content(), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] blanked(VerifiedDelivery delivery) {
        return delivery.content();
    }

    @Override
    public List<Signal> read(VerifiedDelivery delivery) {
        Signal signal = said.get(new String(delivery.content(), StandardCharsets.UTF_8));
        return List.of(signal == null ? new Signal.Unrecognised("?") : signal);
    }
}
