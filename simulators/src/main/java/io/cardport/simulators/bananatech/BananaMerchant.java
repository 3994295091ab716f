package io.cardport.simulators.bananatech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Fields;
import io.cardport.simulators.frame.Json;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the merchant asks about itself (§2.3): account, templates, webhook address, and what webhooks told. */
final class BananaMerchant {

    private final BananaBooks books;
    private final BananaTemplates templates;
    private final BananaEvents events;

    BananaMerchant(BananaBooks books, BananaTemplates templates, BananaEvents events) {
        this.books = books;
        this.templates = templates;
        this.events = events;
    }

    Answer balance() {
        return Answer.ok(Json.object().put("balance", books.wallet()).put("currency", BananaBooks.CURRENCY));
    }

    Answer templates(Fields in) {
        return BananaBooks.page(in, templates.all(), t -> BananaTemplates.view(t, books));
    }

    /** The page is known by its title only: either name is taken. */
    Answer webhookUrl(Fields in) {
        String url = in.text("url").or(() -> in.text("webhook_url")).orElseThrow(() -> in.wrong("url", "is required"));
        try {
            String scheme = Optional.ofNullable(URI.create(url).getScheme()).orElse("");
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw in.wrong("url", "must be an http or https address");
            }
        } catch (IllegalArgumentException e) {
            throw in.wrong("url", "must be an http or https address");
        }
        events.url(url);
        return BananaBooks.said("Webhook URL set successfully");
    }

    Answer records(Fields in) {
        Optional<String> type = in.text("callback_type");
        Optional<Long> user = BananaBooks.optionalId(in, "user_id");
        Optional<Long> card = BananaBooks.optionalId(in, "card_id");
        if (in.text("order_by")
                .filter(name -> !List.of("id", "created_at").contains(name))
                .isPresent()) {
            throw in.wrong("order_by", "must be id or created_at");
        }
        boolean ascending = in.has("desc") && !in.node().path("desc").asBoolean();
        List<ObjectNode> found = BananaBooks.selected(in, books.records().newestFirst()).stream()
                .filter(r -> type.filter(t -> !t.equals(r.path("callback_type").asText()))
                        .isEmpty())
                .filter(r ->
                        user.filter(id -> id != r.path("user_id").longValue()).isEmpty())
                .filter(r ->
                        card.filter(id -> id != r.path("card_id").longValue()).isEmpty())
                .toList();
        return BananaBooks.page(in, ascending ? found.reversed() : found, this::record);
    }

    private ObjectNode record(ObjectNode record) {
        ObjectNode out = record.deepCopy();
        return books.tuning().on("records-as-text") ? out.put("data", Json.text(record.path("data"))) : out;
    }
}
