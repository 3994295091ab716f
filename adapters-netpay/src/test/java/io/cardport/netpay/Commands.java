package io.cardport.netpay;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.issuing.People;
import java.util.Currency;
import java.util.Optional;

/** Commands with fixed values. */
final class Commands {
    static final Currency USD = Currency.getInstance("USD");
    static final ProviderRef CARD = new ProviderRef("98765");

    private Commands() {}

    static IdGenerator ids() {
        return new SequentialIds(7);
    }

    static IssueCommand issue() {
        return issue(CardType.VIRTUAL, loaded(Optional.of(new Money(2_000, USD))), USD);
    }

    static IssueCommand issue(CardType type, CardOptions options, Currency currency) {
        return new IssueCommand(
                ids().operation(),
                ids().card(),
                new IssueCommand.HolderAtProvider(new ProviderRef("183633"), People.person(1)),
                new IssueCommand.ProductAtProvider(new ProviderRef("111031"), type, currency),
                options,
                Optional.empty());
    }

    static CardOptions loaded(Optional<Money> load) {
        return new CardOptions(
                load,
                Optional.empty(),
                CardOptions.NONE.addresses(),
                CardControlsSpec.NONE,
                Optional.empty(),
                Optional.empty(),
                CardOptions.Metadata.EMPTY);
    }

    static OnboardCommand onboard(CardholderProfile profile, Documents documents) {
        return new OnboardCommand(
                ids().operation(),
                ids().cardholder(),
                Optional.empty(),
                Optional.empty(),
                profile,
                documents,
                Optional.empty());
    }
}
