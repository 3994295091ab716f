package io.cardport.uqpay;

import io.cardport.domain.funding.Merchant;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.http.JsonView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Card transactions as REST and webhooks show them (sections 5.2 and 6.5). */
final class UqpayTransactions {
    private static final Set<String> BELONG_TO_ANOTHER =
            Set.of("REVERSAL", "SETTLEMENT DEBIT", "SETTLEMENT CREDIT", "SETTLEMENT REVERSAL");

    private final Settlements settlements;

    UqpayTransactions(Settlements settlements) {
        this.settlements = settlements;
    }

    /** What a settlement's amount is; section 6.5 only says that it stands below or above the authorization. */
    enum Settlements {
        /** The purchase as it was settled, so that it takes the place of what was authorized. */
        TOTAL,
        /** What was settled more or less than authorized, so that it stands beside the purchase. */
        DIFFERENCE
    }

    record Told(Optional<ProviderRef> card, TransactionSeen seen) {}

    /** Reads one; an event names the type by itself, so {@code told} stands in where the transaction does not. */
    Optional<Told> read(JsonView view, String told) {
        Optional<String> own = UqpayWire.word(view, "transaction_type");
        return UqpayWire.word(view, "transaction_status").flatMap(status -> {
            String word = own.orElse(told) + " " + status;
            return Stream.concat(own.stream(), Stream.of(told))
                    .flatMap(type -> meaning(type, status).map(meaning -> new Reading(type, word, meaning)).stream())
                    .findFirst()
                    .flatMap(reading -> read(view, reading, UqpayWire.ref(view, "transaction_id")));
        });
    }

    private Optional<UqpayLifecycle.TransactionMeaning> meaning(String type, String status) {
        Optional<UqpayLifecycle.TransactionMeaning> beside = switch (settlements) {
            case TOTAL -> Optional.empty();
            case DIFFERENCE -> UqpayLifecycle.difference(type, status);
        };
        return beside.or(() -> UqpayLifecycle.transaction(type, status));
    }

    /** What a transaction is: the type that is in the table, and the words as they came. */
    private record Reading(String type, String word, UqpayLifecycle.TransactionMeaning meaning) {
        /** What was turned down or is open has not changed the transaction it would belong to. */
        private boolean isOfAnother() {
            return BELONG_TO_ANOTHER.stream().anyMatch(type::equalsIgnoreCase)
                    && meaning.type() == TransactionType.PURCHASE;
        }
    }

    /** A fee names its transaction only as the event's source (section 6.5). */
    Optional<Told> fee(JsonView view, Optional<ProviderRef> source) {
        String status = UqpayWire.word(view, "transaction_status").orElse("");
        return UqpayLifecycle.transaction("FEE", status)
                .flatMap(meaning -> read(
                        view,
                        new Reading("FEE", "FEE " + status, meaning),
                        UqpayWire.ref(view, "transaction_id").or(() -> source)));
    }

    private static Optional<Told> read(JsonView view, Reading reading, Optional<ProviderRef> own) {
        Optional<ProviderRef> reference = reading.isOfAnother()
                ? UqpayWire.ref(view, "original_transaction_id").or(() -> own)
                : own;
        Optional<Instant> at = UqpayWire.time(view, "transaction_time").or(() -> UqpayWire.time(view, "posted_time"));
        return reference.flatMap(ref -> at.flatMap(time -> amounts(view)
                .map(amounts -> new Told(
                        UqpayWire.ref(view, "card_id"),
                        new TransactionSeen(
                                ref,
                                reading.meaning().type(),
                                reading.meaning().status(),
                                reading.word(),
                                amounts,
                                merchant(view.at("merchant_data")),
                                time)))));
    }

    private static Optional<TransactionSeen.Amounts> amounts(JsonView view) {
        return UqpayWire.money(view, "transaction_amount", "transaction_currency")
                .map(amount -> new TransactionSeen.Amounts(
                        amount,
                        UqpayWire.money(view, "billing_amount", "billing_currency"),
                        UqpayWire.money(view, "transaction_fee", "transaction_fee_currency")));
    }

    private static Optional<Merchant> merchant(JsonView data) {
        List<JsonView> items = data.items();
        JsonView one = items.isEmpty() ? data : items.getFirst();
        return one.fields().isEmpty()
                ? Optional.empty()
                : Optional.of(new Merchant(
                        UqpayWire.word(one, "name"),
                        UqpayWire.word(one, "category_code"),
                        UqpayWire.word(one, "city"),
                        UqpayWire.word(one, "country")));
    }
}
