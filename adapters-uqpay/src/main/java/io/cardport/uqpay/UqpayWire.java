package io.cardport.uqpay;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.money.MoneyReading;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.Token;
import io.cardport.http.WireResult;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * UQPAY's answers as nested records. Its type traps end here (section 7, item 8): money as text or number, metadata as
 * text or object, merchant data as object or array, and empty texts or the year 1 for "unset".
 */
final class UqpayWire {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final long MILLISECONDS_FROM = 1_000_000_000_000L;
    private static final int LONGEST_TOKEN = 8_192;

    private UqpayWire() {}

    /** Whether a card is plastic. */
    enum Form {
        PHYSICAL,
        OTHER;

        static Form of(JsonView card) {
            return UqpayWire.word(card, "form_factor")
                    .filter(word -> word.equalsIgnoreCase("PHYSICAL"))
                    .map(word -> PHYSICAL)
                    .orElse(OTHER);
        }
    }

    /** Where a product's money is (section 3). */
    enum Mode {
        SINGLE,
        SHARE;

        static Optional<Mode> of(JsonView owner) {
            return UqpayWire.word(owner, "mode_type").flatMap(word -> switch (word.toUpperCase(Locale.ROOT)) {
                case "SINGLE" -> Optional.of(SINGLE);
                case "SHARE" -> Optional.of(SHARE);
                default -> Optional.empty();
            });
        }
    }

    /** Section 4.5. */
    record Card(ProviderRef id, String word, Form form, Optional<Mode> mode, CardFacts facts, Content content) {
        /** What only some questions need. */
        record Content(
                Optional<BigDecimal> limit, Optional<Money> available, Optional<String> bin, JsonView metadata) {}

        static Optional<Card> read(JsonView view) {
            Optional<String> status = UqpayWire.word(view, "card_status");
            return ref(view, "card_id")
                    .flatMap(id -> status.map(word -> new Card(
                            id,
                            word,
                            Form.of(view),
                            Mode.of(view),
                            UqpayWire.facts(view),
                            new Content(
                                    view.decimal("card_limit"),
                                    money(view, "available_balance", "card_currency"),
                                    UqpayWire.word(view, "card_bin"),
                                    view.at("metadata")))));
        }
    }

    /** Sections 4.1, 4.3, 4.6: what every change of a card is answered with. */
    record Order(
            Optional<ProviderRef> card, Optional<ProviderRef> id, Optional<String> word, Optional<String> failure) {
        static Order read(JsonView view) {
            return new Order(
                    ref(view, "card_id"),
                    ref(view, "card_order_id"),
                    UqpayWire.word(view, "order_status"),
                    UqpayWire.word(view, "failure_code"));
        }
    }

    /** Sections 2.2 and 2.3. */
    record Cardholder(ProviderRef id, String word, Optional<String> email, Optional<URI> verification) {
        static Optional<Cardholder> read(JsonView view) {
            Optional<String> status = UqpayWire.word(view, "cardholder_status");
            return ref(view, "cardholder_id")
                    .flatMap(id -> status.map(word -> new Cardholder(
                            id,
                            word,
                            UqpayWire.word(view, "email"),
                            UqpayWire.word(view, "idv_verification_url").flatMap(UqpayWire::https))));
        }
    }

    /** Section 3. */
    record RequiredField(String name, String type, Need need, List<RequiredField> fields) {
        /** Whether a field must be there. */
        enum Need {
            MUST,
            MAY
        }

        static List<RequiredField> readAll(JsonView array) {
            return array.items().stream()
                    .flatMap(item -> UqpayWire.word(item, "name").stream()
                            .map(name -> new RequiredField(
                                    name,
                                    UqpayWire.word(item, "type").orElse("string"),
                                    item.truth("required").orElse(true) ? Need.MUST : Need.MAY,
                                    readAll(item.at("fields")))))
                    .toList();
        }
    }

    /** A word: a text that is not empty, or a number as it is written; bounded, since it is stored. */
    static Optional<String> word(JsonView view, String field) {
        return view.word(field).map(String::strip).filter(word -> !word.isEmpty() && word.length() <= 255);
    }

    /** An id that can be put into a path: the texts "." and ".." would address something else. */
    static Optional<ProviderRef> ref(JsonView view, String field) {
        return word(view, field)
                .filter(text -> !text.equals(".") && !text.equals(".."))
                .map(ProviderRef::new);
    }

    static Optional<Money> money(JsonView view, String amount, String currency) {
        return view.decimal(amount).flatMap(decimal -> word(view, currency).flatMap(code -> money(decimal, code)));
    }

    static Optional<Money> money(BigDecimal decimal, String currency) {
        BigDecimal plain = decimal.stripTrailingZeros();
        String text = (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
        return switch (Money.parse(text, currency)) {
            case MoneyReading.Read(Money money) -> Optional.of(money);
            case MoneyReading.Rejected rejected -> Optional.empty();
        };
    }

    /** A time with its offset; REST times without one are not guessed at (section 2.3). */
    static Optional<Instant> time(JsonView view, String field) {
        return word(view, field).flatMap(text -> {
            try {
                Instant at = OffsetDateTime.parse(text).toInstant();
                return at.isAfter(EARLIEST) && at.isBefore(LATEST) ? Optional.of(at) : Optional.empty();
            } catch (DateTimeException notOne) {
                return Optional.empty();
            }
        });
    }

    static String iso(Instant at) {
        return ISO.format(at.atOffset(ZoneOffset.UTC));
    }

    static CardFacts facts(JsonView view) {
        Optional<String> last4 = word(view, "card_number")
                .filter(number -> number.matches(".*[0-9]{4}"))
                .map(number -> number.substring(number.length() - 4));
        return new CardFacts(last4, word(view, "card_scheme"), Optional.empty());
    }

    static Optional<URI> https(String text) {
        try {
            URI uri = new URI(text);
            return "https".equals(uri.getScheme()) && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    /** A text that holds JSON, or the JSON itself; empty where there is none. */
    static Metadata metadata(JsonView view) {
        if (view.node().isEmpty()) {
            return new Metadata.None();
        }
        Optional<String> text = view.text();
        if (text.isPresent()) {
            if (text.get().isBlank()) {
                return new Metadata.None();
            }
            return switch (Json.read(text.get().getBytes(StandardCharsets.UTF_8))) {
                case JsonReading.Parsed(JsonView root) -> new Metadata.Some(root);
                case JsonReading.Malformed malformed -> new Metadata.Unreadable();
            };
        }
        return view.node().filter(node -> node.isObject()).isPresent()
                ? new Metadata.Some(view)
                : new Metadata.Unreadable();
    }

    /** What stands as a card's metadata. */
    sealed interface Metadata {
        record None() implements Metadata {}

        record Some(JsonView object) implements Metadata {}

        record Unreadable() implements Metadata {}
    }

    /** Section 1.2; {@code expired_at} counts seconds, but milliseconds are told apart as in section 6.3. */
    static Optional<Token> token(WireResult result) {
        if (!(result instanceof WireResult.Answered answered) || answered.status() / 100 != 2) {
            return Optional.empty();
        }
        return switch (Json.read(answered.body())) {
            case JsonReading.Malformed malformed -> Optional.empty();
            case JsonReading.Parsed(JsonView root) ->
                root.text("auth_token")
                        .filter(UqpayWire::fitsHeader)
                        .flatMap(token -> root.whole("expired_at")
                                .flatMap(UqpayWire::unixTime)
                                .map(end -> new Token(token, end)));
        };
    }

    static Optional<Instant> unixTime(long number) {
        if (number < 0 || number > LATEST.toEpochMilli()) {
            return Optional.empty();
        }
        return Optional.of(number >= MILLISECONDS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
    }

    private static boolean fitsHeader(String token) {
        return !token.isEmpty()
                && token.length() <= LONGEST_TOKEN
                && token.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
