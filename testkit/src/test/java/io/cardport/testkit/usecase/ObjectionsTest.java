package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.IssueCard;
import io.cardport.domain.usecase.Problem;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SetPin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an issuer can't be asked for is declined by us: nothing is stored, nothing is told, and the key stays free. */
class ObjectionsTest {
    private final House house = new House();

    @Test
    void aCardThatCanNotBeAskedForIsDeclinedAndItsKeyStaysFree() {
        CardholderId holder = house.holder();
        int told = house.stores.events().size();
        int calls = house.issuer.calls;

        Result<Card> declined =
                issue(objecting(new Objection.Wrong("nameOnCard", "has at most 26 characters")), holder);

        assertThat(declined)
                .isEqualTo(new Result.Declined<>(new Problem.InvalidFields(
                        List.of(new Problem.Fault("/nameOnCard", "has at most 26 characters")))));
        assertThat(house.stores.events()).hasSize(told);
        assertThat(house.issuer.calls).isEqualTo(calls);
        assertThat(issue(house.context, holder)).isInstanceOf(Result.Settled.class);
    }

    @Test
    void whatIsMissingOrNotOfferedIsSaidAsSuch() {
        CardholderId holder = house.holder();
        var missing = new Objection.Missing(List.of("shippingAddress"), "a card needs an address to go to");
        assertThat(issue(objecting(missing), holder))
                .isEqualTo(new Result.Declined<>(new Problem.RequirementsMissing(
                        List.of(new Problem.Fault("/shippingAddress", "a card needs an address to go to")))));
        assertThat(issue(objecting(new Objection.NotOffered("only limits per purchase")), holder))
                .isEqualTo(
                        new Result.Declined<>(new Problem.Unsupported("spend_controls", "only limits per purchase")));
    }

    @Test
    void aPinThatIsNoneIsDeclinedAndACorrectedOneHasTheSameKey() {
        house.issuer.extras.add(new SixDigits());
        Card card = house.activeCard();
        assertThat(pin(card, "12345678"))
                .isEqualTo(new Result.Declined<>(
                        new Problem.InvalidFields(List.of(new Problem.Fault("/pin", "has 6 digits")))));
        assertThat(pin(card, "123456")).isInstanceOf(Result.Settled.class);
    }

    private record SixDigits() implements PinSetting {
        @Override
        public Optional<Objection> objectionTo(Secret pin) {
            return pin.<Integer>reveal(digits -> digits.length) == 6
                    ? Optional.empty()
                    : Optional.of(new Objection.Wrong("pin", "has 6 digits"));
        }

        @Override
        public Outcome<Applied> setPin(OperationId operation, ProviderRef card, Secret pin) {
            return new Outcome.Done<>(Applied.APPLIED);
        }
    }

    private Result<Card> pin(Card card, String pin) {
        return new SetPin(house.context).handle(new SetPin.Command(house.target(card), Secret.of(pin)), keyed("pin"));
    }

    /** The house before an issuer that no card can be asked of. */
    private Context objecting(Objection objection) {
        var account =
                new ProviderAccount("memory", new Objecting(house.issuer, objection), ProviderAccount.Timing.USUAL);
        return new Context(house.stores, new OneAccount(account), house.context.ids(), house.clock);
    }

    private record Objecting(InMemoryIssuer issuer, Objection objection) implements IssuingProvider {
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
        public Optional<Objection> objectionTo(IssueCommand command) {
            return Optional.of(objection);
        }

        @Override
        public <C extends Capability> Optional<C> can(Class<C> capability) {
            return issuer.can(capability);
        }
    }

    private Result<Card> issue(Context context, CardholderId holder) {
        return new IssueCard(context)
                .handle(
                        new IssueCard.Command(
                                house.distributor,
                                holder,
                                house.product,
                                CardType.VIRTUAL,
                                House.USD,
                                CardOptions.NONE,
                                Optional.empty()),
                        keyed("card"));
    }

    /** The fingerprint leaves a PIN out, so a corrected request has that of the first. */
    private Once<Card> keyed(String key) {
        return new Once.Keyed<>(
                new Actor.OfDistributor(house.distributor),
                key,
                "print",
                result -> new StoredAnswer(200, Map.of(), new byte[0]));
    }
}
