package io.cardport.artha;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardOptions;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.issuing.People;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What tests at the simulated Artha share: commands, and values out of what became of them. */
final class ArthaAtSimulator {
    final ArthaBench bench;
    final ArthaProvider provider;
    final SequentialIds ids = new SequentialIds(1);
    private long people = 100;

    ArthaAtSimulator(ArthaBench bench) {
        this.bench = bench;
        this.provider = bench.provider();
    }

    CardholderProfile person() {
        return People.person(people++);
    }

    static CardholderProfile telling(CardholderProfile person, Map<String, String> details) {
        Map<String, String> all = new HashMap<>(person.details());
        all.putAll(details);
        return new CardholderProfile(
                person.type(),
                person.name(),
                person.contact(),
                person.person(),
                person.address(),
                person.identity(),
                all);
    }

    OnboardCommand register(CardholderId cardholder, CardholderProfile profile) {
        return new OnboardCommand(
                ids.operation(),
                cardholder,
                Optional.empty(),
                Optional.empty(),
                profile,
                Documents.NONE,
                Optional.empty());
    }

    OnboardCommand submit(
            ProviderRef holder, ProductAtProvider product, CardholderProfile profile, Documents documents) {
        return new OnboardCommand(
                ids.operation(),
                ids.cardholder(),
                Optional.of(holder),
                Optional.of(product.reference()),
                profile,
                documents,
                Optional.empty());
    }

    ProviderRef customer(CardholderProfile profile) {
        return done(provider.onboard(register(ids.cardholder(), profile))).holder();
    }

    ProviderRef approved(ProductAtProvider product) {
        CardholderProfile profile = person();
        ProviderRef holder = customer(profile);
        done(provider.onboard(submit(holder, product, profile, People.documents())));
        bench.approve(holder);
        return holder;
    }

    IssueCommand card(ProviderRef holder, ProductAtProvider product) {
        return new IssueCommand(
                ids.operation(),
                ids.card(),
                new IssueCommand.HolderAtProvider(holder, person()),
                product,
                CardOptions.NONE,
                Optional.empty());
    }

    ProviderRef issued(ProviderRef holder, ProductAtProvider product) {
        IssuedCard card = done(provider.issue(card(holder, product)));
        bench.settle(card.seen().card());
        return card.seen().card();
    }

    CardCommand change(ProviderRef card) {
        return new CardCommand(ids.operation(), card, "");
    }

    MoveFunds funds(ProviderRef card) {
        return new MoveFunds(ids.operation(), card, bench.amount());
    }

    <C extends Capability> C able(Class<C> capability) {
        return provider.can(capability).orElseThrow();
    }

    OnboardedHolder onboarded(Outcome<OnboardedHolder> outcome) {
        return done(outcome);
    }

    static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    static <T> T found(Look<T> look) {
        assertThat(look).isInstanceOf(Look.Found.class);
        return ((Look.Found<T>) look).value();
    }

    static ProviderRef accepted(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted<?>) outcome).order();
    }
}
