package io.cardport.app.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.rest.input.Fields;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.security.Caller;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardControlsSpec.Interval;
import io.cardport.domain.card.CardControlsSpec.MerchantControls;
import io.cardport.domain.card.CardControlsSpec.SpendingControl;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.IssueCard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What bodies say of cards. */
final class CardInput {
    private static final Rule ID = Rule.text(100);
    private static final int METADATA_BYTES = 3_200;
    private static final int CONTROLS_MOST = 20;
    private static final int MCC_MOST = 500;

    private CardInput() {}

    /** A card to be made. */
    static IssueCard.Command issue(Caller caller, ObjectNode body, Instant now) {
        Fields fields = Fields.of(body, Fields.Nulls.ABSENT);
        Optional<String> cardholder = fields.text("cardholderId", ID);
        Optional<String> product = fields.text("productId", ID);
        Optional<CardType> type = fields.word("type", CardType.class);
        Optional<Currency> currency = fields.currency("currency");
        Optional<Secret> number = fields.secret("cardNumber", Rule.CARD_NUMBER);
        CardOptions options = options(fields, now);
        fields.require("cardholderId", "productId", "type", "currency").end();
        return new IssueCard.Command(
                caller.distributor(),
                Records.found(cardholder.flatMap(CardholderId::parse)),
                Records.found(product.flatMap(ProductId::parse)),
                type.orElseThrow(),
                currency.orElseThrow(),
                options,
                number);
    }

    private static CardOptions options(Fields fields, Instant now) {
        Optional<Money> load = fields.money("initialLoad");
        Optional<String> name = fields.text("nameOnCard", Rule.text(50));
        var billing = HolderInput.address(fields, "billingAddress");
        var shipping = HolderInput.address(fields, "shippingAddress");
        CardControlsSpec controls = controls(fields);
        Optional<CardOptions.SingleUse> singleUse = fields.object("singleUse").flatMap(inside -> {
            inside.require("cancelOn");
            return inside.word("cancelOn", CardOptions.SingleUse.class);
        });
        Optional<Instant> expires = fields.time("expiresAt");
        if (expires.filter(end -> !end.isAfter(now)).isPresent()) {
            fields.wrong("expiresAt", "must be in the future");
        }
        return new CardOptions(
                load,
                name,
                new CardOptions.Addresses(billing, shipping),
                controls,
                singleUse,
                expires,
                metadata(fields));
    }

    private static CardOptions.Metadata metadata(Fields fields) {
        Optional<String> json = fields.opaque("metadata").map(ObjectNode::toString);
        if (json.filter(text -> text.getBytes(StandardCharsets.UTF_8).length > METADATA_BYTES)
                .isPresent()) {
            fields.wrong("metadata", "must be at most 3,200 bytes of JSON");
        }
        return json.map(CardOptions.Metadata::new).orElse(CardOptions.Metadata.EMPTY);
    }

    /** Limits that replace a card's. */
    static CardControlsSpec replacement(ObjectNode body) {
        Fields fields = Fields.of(body, Fields.Nulls.ABSENT);
        CardControlsSpec controls = controls(fields);
        fields.end();
        return controls;
    }

    private static CardControlsSpec controls(Fields fields) {
        Optional<Money> limit = fields.money("spendingLimit");
        List<SpendingControl> controls = new ArrayList<>();
        for (Fields one : fields.objects("spendingControls", CONTROLS_MOST)) {
            one.require("amount", "interval");
            Optional<Money> amount = one.money("amount");
            Optional<Interval> interval = one.word("interval", Interval.class);
            if (amount.isPresent() && interval.isPresent()) {
                controls.add(new SpendingControl(amount.get(), interval.get()));
            }
        }
        Optional<MerchantControls> merchants = fields.object("merchantControls").flatMap(inside -> {
            List<String> allowed = inside.texts("allowedMcc", Rule.MCC, MCC_MOST);
            List<String> blocked = inside.texts("blockedMcc", Rule.MCC, MCC_MOST);
            Optional<Boolean> secure = inside.flag("allow3ds");
            if (!allowed.isEmpty() && !blocked.isEmpty()) {
                inside.wrong("blockedMcc", "excludes allowedMcc: give one of them");
                return Optional.empty();
            }
            return Optional.of(new MerchantControls(allowed, blocked, secure));
        });
        return new CardControlsSpec(limit, controls, merchants);
    }
}
