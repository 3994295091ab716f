package io.cardport.app.persistence;

import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.Place;
import io.cardport.app.sealing.Sealing;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.TopUpId;
import io.cardport.domain.id.TransactionId;
import io.cardport.domain.id.WithdrawalId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The data keys of cardholders as one transaction sees them. Copies of what a person said or was told are sealed with the
 * person's key; what belongs to nobody, or to somebody without a key (removed, erased), with the house's.
 */
final class HolderKeys {
    private final Sql sql;
    private final KeyRing house;
    private final Map<String, Optional<Sealing>> keys = new HashMap<>();
    private final Map<String, Optional<String>> holders = new HashMap<>();

    HolderKeys(Sql sql, KeyRing house) {
        this.sql = sql;
        this.house = house;
    }

    /** Makes the key of a new cardholder; what is returned goes into its row. */
    byte[] issue(CardholderId holder) {
        byte[] wrapped = house.newKey(place(holder.value()));
        learn(holder.value(), Optional.of(wrapped));
        return wrapped;
    }

    void learn(String holder, Optional<byte[]> wrapped) {
        if (keys.getOrDefault(holder, Optional.empty()).isEmpty()) {
            keys.put(holder, wrapped.map(key -> house.holdersOwn(place(holder), key)));
        }
    }

    /** A removed holder's key went with its row: what is sealed with it from now on could never be opened. */
    void forget(CardholderId holder) {
        keys.remove(holder.value());
    }

    void belongs(String resource, String holder) {
        holders.put(resource, Optional.of(holder));
    }

    byte[] seal(Optional<String> holder, Place where, byte[] clear) {
        return holder.flatMap(this::key).orElse(house).seal(where, clear);
    }

    /** Opens a value; empty when the person's key is gone. */
    Optional<byte[]> unseal(Optional<String> holder, Place where, byte[] sealed) {
        Optional<Sealing> key = KeyRing.needsHoldersKey(sealed) ? holder.flatMap(this::key) : Optional.of(house);
        return key.map(sealing -> sealing.unseal(where, sealed));
    }

    /** The cardholder to whom a resource belongs, by the resource's id. */
    Optional<String> holderOf(String resource) {
        Optional<String> known = holders.getOrDefault(resource, Optional.empty());
        if (known.isPresent() || resource.startsWith(CardholderId.PREFIX)) {
            return known.or(() -> Optional.of(resource));
        }
        Optional<String> found = lookUp(resource);
        holders.put(resource, found);
        return found;
    }

    private Optional<String> lookUp(String resource) {
        String prefix = resource.substring(0, resource.indexOf('_') + 1);
        String select = switch (prefix) {
            case ApplicantId.PREFIX -> "SELECT cardholder_id FROM applicants WHERE id = ?";
            case CardId.PREFIX -> "SELECT cardholder_id FROM cards WHERE id = ?";
            case TopUpId.PREFIX, WithdrawalId.PREFIX ->
                "SELECT c.cardholder_id FROM movements m JOIN cards c ON c.id = m.card_id WHERE m.id = ?";
            case TransactionId.PREFIX ->
                "SELECT c.cardholder_id FROM card_transactions t JOIN cards c ON c.id = t.card_id" + " WHERE t.id = ?";
            default ->
                "SELECT coalesce(c.cardholder_id, a.cardholder_id, h.id) AS cardholder_id FROM operations o"
                        + " LEFT JOIN cards c ON c.id = o.card_id"
                        + " LEFT JOIN applicants a ON a.id = o.subject_id"
                        + " LEFT JOIN cardholders h ON h.id = o.subject_id WHERE o.id = ?";
        };
        return sql.first(select, row -> Read.maybeText(row, "cardholder_id"), resource)
                .flatMap(found -> found);
    }

    private Optional<Sealing> key(String holder) {
        Optional<Sealing> known = keys.getOrDefault(holder, Optional.empty());
        if (known.isPresent()) {
            return known;
        }
        learn(
                holder,
                sql.first(
                                "SELECT data_key FROM cardholders WHERE id = ?",
                                row -> Read.maybeBytes(row, "data_key"),
                                holder)
                        .flatMap(found -> found));
        return keys.getOrDefault(holder, Optional.empty());
    }

    private static Place place(String holder) {
        return new Place("cardholders", holder, "data_key");
    }
}
