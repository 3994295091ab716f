package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.HolderWish;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealedAtRestTest {
    private static final List<String> CANARIES = List.of(
            "canary.person@example.com",
            "ottilie",
            "quarles",
            "91234567",
            "e7654321x",
            "1 example road",
            "2 parcel lane",
            "1990-01-31",
            "135791");

    @Test
    void nothingOfAPersonStandsInClearInAnyTable() {
        Samples samples = new Samples();
        Cardholder holder = samples.holder("canary.person@example.com");
        Card card = samples.card(holder.id());
        Operation update = samples.issuing(card, Optional.empty());
        Actor caller = new Actor.OfDistributor(samples.distributor);
        try (TestStores database = TestStores.fresh()) {
            database.write(stores -> {
                stores.claims()
                        .claim(new Claim(
                                caller,
                                "k",
                                "f",
                                new Subject.OfCardholder(holder.id()),
                                Samples.NOW,
                                Optional.empty()));
                stores.cardholders().insert(holder);
                stores.cards().insert(card);
                stores.operations().insert(update);
                stores.operations().wish(update.id(), holder.id(), new HolderWish(holder.profile(), Optional.empty()));
                stores.cards().keepActivationCode(card.id(), Secret.of("135791"));
                stores.claims()
                        .answer(
                                caller,
                                "k",
                                new StoredAnswer(
                                        201,
                                        Map.of("Location", "/v1/x"),
                                        "Ottilie canary.person@example.com".getBytes(StandardCharsets.UTF_8)));
                stores.outbox()
                        .append(new EventDraft(
                                samples.ids.event(),
                                EventType.CARDHOLDER_CREATED,
                                samples.distributor,
                                new EventDraft.Content.OfCardholder(holder, List.of()),
                                Samples.NOW));
            });

            Optional<Card> whole =
                    database.work().read(stores -> stores.cards().find(new Scope.Everything(), card.id()));
            assertThat(whole).contains(card);
            Optional<HolderWish> wish =
                    database.work().read(stores -> stores.operations().wished(update.id(), holder.id()));
            assertThat(wish).contains(new HolderWish(holder.profile(), Optional.empty()));
            String dump = dump(database);
            assertThat(dump).contains(card.id().value(), holder.id().value(), "customer-7");
            for (String canary : CANARIES) {
                assertThat(dump).doesNotContain(canary);
            }
        }
    }

    /** Every row of every table as text, and every bytea also as the text that its bytes would be. */
    private static String dump(TestStores database) {
        StringBuilder all = new StringBuilder();
        List<String> tables = database.rows(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
                row -> Read.text(row, "table_name"));
        assertThat(tables).contains("cardholders", "cards", "claims", "events", "inbox");
        for (String table : tables) {
            database.rows("SELECT t::text AS whole FROM " + table + " t", row -> Read.text(row, "whole"))
                    .forEach(all::append);
        }
        for (String column : List.of(
                "cardholders.profile",
                "cards.personal",
                "cards.activation_code",
                "claims.answer",
                "events.body",
                "operations.wish")) {
            String[] parts = column.split("\\.", 2);
            database.rows(
                            "SELECT encode(" + parts[1] + ", 'escape') AS whole FROM " + parts[0],
                            row -> Read.text(row, "whole"))
                    .forEach(all::append);
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
