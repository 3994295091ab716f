package io.cardport.app.persistence;

import io.cardport.app.sealing.Place;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardOptions.Addresses;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.ProductId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A row of {@code cards}. Terms, standing and what the issuer told are JSON; beside them stand the columns that statements
 * search by. What is personal (name and addresses) is taken out of the terms and sealed with the holder's key.
 */
record CardRow(Card card) {
    private record Personal(Optional<String> nameOnCard, Addresses addresses) {
        static final Personal ERASED =
                new Personal(Optional.empty(), new Addresses(Optional.empty(), Optional.empty()));
    }

    Columns fixed(HolderKeys keys) {
        CardOptions options = card.terms().options();
        String id = card.id().value();
        String holder = card.owner().cardholder().value();
        keys.belongs(id, holder);
        return new Columns()
                .with("id", card.id())
                .with("distributor_id", card.owner().distributor())
                .with("cardholder_id", card.owner().cardholder())
                .with("product_id", card.owner().product())
                .with("account", card.owner().account())
                .with(
                        "personal",
                        keys.seal(
                                Optional.of(holder),
                                place(id),
                                StoredJson.bytes(new Personal(options.nameOnCard(), options.addresses()))));
    }

    Columns changing() {
        return new Columns()
                .with("status", card.standing().state().name())
                .with("last4", card.atProvider().facts().last4())
                .with("reference_values", references())
                .with("needs_review", card.standing().review().isPresent())
                .with("terms", StoredJson.write(with(card.terms(), Personal.ERASED)))
                .with("standing", StoredJson.write(card.standing()))
                .with("at_provider", StoredJson.write(card.atProvider()))
                .and(Read.timeColumns(card.times()));
    }

    private String[] references() {
        return Stream.concat(
                        card.atProvider().reference().stream().map(reference -> reference.value()),
                        card.atProvider().references().values().stream())
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    /** Reads a row that has the holder's {@code data_key} beside it. */
    static Card read(ResultSet row, HolderKeys keys) throws SQLException {
        String id = Read.text(row, "id");
        String holder = Read.text(row, "cardholder_id");
        keys.belongs(id, holder);
        keys.learn(holder, Read.maybeBytes(row, "data_key"));
        Personal personal = keys.unseal(Optional.of(holder), place(id), Read.bytes(row, "personal"))
                .map(json -> StoredJson.read(json, Personal.class))
                .orElse(Personal.ERASED);
        return new Card(
                new CardId(id),
                new Card.Owner(
                        new DistributorId(Read.text(row, "distributor_id")),
                        new CardholderId(holder),
                        new ProductId(Read.text(row, "product_id")),
                        Read.text(row, "account")),
                with(StoredJson.read(Read.text(row, "terms"), Card.Terms.class), personal),
                StoredJson.read(Read.text(row, "standing"), Card.Standing.class),
                StoredJson.read(Read.text(row, "at_provider"), Card.AtProvider.class),
                Read.times(row));
    }

    private static Card.Terms with(Card.Terms terms, Personal personal) {
        CardOptions options = terms.options();
        CardOptions changed = new CardOptions(
                options.initialLoad(),
                personal.nameOnCard(),
                personal.addresses(),
                options.controls(),
                options.singleUse(),
                options.expiresAt(),
                options.metadata());
        return new Card.Terms(terms.type(), terms.currency(), changed, terms.usableOnlyFunded());
    }

    private static Place place(String id) {
        return new Place("cards", id, "personal");
    }
}
