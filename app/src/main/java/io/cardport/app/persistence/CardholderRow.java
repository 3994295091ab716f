package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyedHash;
import io.cardport.app.sealing.Place;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.CardholderProfile.Contact;
import io.cardport.domain.holder.CardholderProfile.HolderName;
import io.cardport.domain.holder.CardholderProfile.HolderType;
import io.cardport.domain.holder.CardholderProfile.Person;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.issuing.ProviderRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A row of {@code cardholders}: the person is sealed with its own key, its e-mail is found by a keyed hash. */
record CardholderRow(Cardholder holder) {
    /** Who an erased person was. */
    private static final CardholderProfile ERASED = new CardholderProfile(
            HolderType.INDIVIDUAL,
            new HolderName("", "", Optional.empty()),
            new Contact("", "", "", ""),
            new Person(Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    Columns fixed(byte[] wrappedKey) {
        return new Columns()
                .with("id", holder.id())
                .with("distributor_id", holder.owner().distributor())
                .with("account", holder.owner().account())
                .with("data_key", wrappedKey);
    }

    Columns changing(HolderKeys keys, KeyedHash hash) {
        String id = holder.id().value();
        return new Columns()
                .with("profile", keys.seal(Optional.of(id), place(id), StoredJson.bytes(holder.profile())))
                .with("email_hash", emailHash(hash))
                .with("external_reference", holder.externalReference())
                .with("reference", holder.reference().map(ProviderRef::value))
                .with("reference_names", StoredJson.write(holder.references()))
                .and(Read.timeColumns(holder.times()));
    }

    /** An e-mail in any case has one hash per distributor. */
    static String emailHash(KeyedHash hash, String distributor, String email) {
        return hash.of("email", distributor, email.strip().toLowerCase(Locale.ROOT));
    }

    String emailHash(KeyedHash hash) {
        return emailHash(
                hash,
                holder.owner().distributor().value(),
                holder.profile().contact().email());
    }

    static Cardholder read(ResultSet row, HolderKeys keys) throws SQLException {
        String id = Read.text(row, "id");
        keys.learn(id, Read.maybeBytes(row, "data_key"));
        CardholderProfile profile = keys.unseal(Optional.of(id), place(id), Read.bytes(row, "profile"))
                .map(json -> StoredJson.read(json, CardholderProfile.class))
                .orElse(ERASED);
        return new Cardholder(
                new CardholderId(id),
                new Cardholder.Owner(new DistributorId(Read.text(row, "distributor_id")), Read.text(row, "account")),
                profile,
                Read.maybeText(row, "external_reference"),
                Read.maybeText(row, "reference").map(ProviderRef::new),
                StoredJson.texts(Read.text(row, "reference_names")),
                Read.times(row));
    }

    private static Place place(String id) {
        return new Place("cardholders", id, "profile");
    }
}
