package io.cardport.bananatech;

import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.product.ProductRules.PhysicalBy;
import io.cardport.domain.product.ProductRules.RequiredField;
import io.cardport.http.JsonView;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Templates (section 2.3). Their amounts carry no currency, so they are in the account's. */
final class BananatechProducts implements ProductCatalogue {
    /** What {@code kyc_data} is made of, by the names of our API; a passport has no back. */
    private static final List<RequiredField> KYC = List.of(
            new RequiredField("identity.documentType", "text", true),
            new RequiredField("identity.documentNumber", "text", true),
            new RequiredField("identity.issueDate", "date", true),
            new RequiredField("identity.expiryDate", "date", true),
            new RequiredField("dateOfBirth", "date", true),
            new RequiredField("gender", "text", true),
            new RequiredField("address", "object", true),
            new RequiredField("docFront", "file", true),
            new RequiredField("docBack", "file", false),
            new RequiredField("selfie", "file", false));

    private final BananatechClient client;
    private final Currency usual;

    BananatechProducts(BananatechClient client, Currency usual) {
        this.client = client;
        this.usual = usual;
    }

    @Override
    public Look<List<ProductSeen>> products() {
        return BananatechAnswers.look(
                client.templates(),
                view -> templates(view)
                        .map(items -> items.stream()
                                .flatMap(item -> product(item).stream())
                                .toList()));
    }

    private static Optional<List<JsonView>> templates(JsonView root) {
        boolean bare = root.node().filter(node -> node.isArray()).isPresent();
        JsonView list = bare ? root : root.at("data");
        return list.node().filter(node -> node.isArray()).map(array -> list.items());
    }

    /** A template of a type that the table does not list cannot be offered. */
    private Optional<ProductSeen> product(JsonView view) {
        return BananatechWire.reference(view, "id")
                .flatMap(id -> BananatechWire.word(view, "type")
                        .flatMap(BananatechLifecycle::template)
                        .flatMap(type -> currency(view).map(currency -> product(view, id, type, currency))));
    }

    private Optional<Currency> currency(JsonView view) {
        Optional<String> code = view.text("currency");
        return code.isEmpty() ? Optional.of(usual) : BananatechWire.currency(code.get());
    }

    private ProductSeen product(JsonView view, ProviderRef id, CardType type, Currency currency) {
        String network = BananatechWire.word(view, "payment_system").orElse("");
        String name = BananatechWire.word(view, "description").orElse("Template " + id);
        boolean deposit = view.truth("requires_initial_deposit").orElse(false);
        var terms = new FundingTerms(
                FundingTerms.FundingModel.PREPAID,
                deposit ? FundingTerms.InitialLoad.REQUIRED : FundingTerms.InitialLoad.NONE,
                BananatechWire.money(view, "recharge_min_limit", currency),
                BananatechWire.money(view, "recharge_max_limit", currency).filter(most -> most.minor() > 0),
                BananatechWire.money(view, "recharge_fee", currency),
                false);
        boolean kyc = view.truth("requires_kyc").orElse(false)
                && !view.truth("requires_phone_only").orElse(false);
        var rules = new ProductRules(
                type == CardType.PHYSICAL ? Optional.of(PhysicalBy.ASSIGNMENT) : Optional.empty(),
                withheld(type),
                kyc ? KYC : List.of(),
                false);
        return new ProductSeen(id, name, network, Set.of(type), List.of(currency), terms, rules);
    }

    /** PINs are for physical cards, and the first one activates; how a virtual card is activated is not documented. */
    private static Set<Class<? extends Capability>> withheld(CardType type) {
        return switch (type) {
            case PHYSICAL -> Set.of();
            case VIRTUAL -> Set.of(CardAssignment.class, PinSetting.class, CardActivation.class);
        };
    }
}
