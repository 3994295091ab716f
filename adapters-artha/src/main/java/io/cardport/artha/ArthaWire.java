package io.cardport.artha;

import io.cardport.domain.card.CardFacts;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.money.MoneyReading;
import io.cardport.domain.secret.Secret;
import io.cardport.http.JsonView;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Artha's answers as records. Its generations differ in the case of names and in whether what is asked for stands in {@code
 * data} (section 1.1); that ends here. Readers are total: what lacks an indispensable part is empty.
 */
final class ArthaWire {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{12,19}");
    private static final Pattern CVV = Pattern.compile("[0-9]{3,4}");
    private static final Pattern EXPIRY = Pattern.compile("(?:0[1-9]|1[0-2])/[0-9]{2}");
    private static final Pattern ENDS_IN_FOUR_DIGITS = Pattern.compile(".*[0-9]{4}", Pattern.DOTALL);
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final int LONGEST_WORD = 255;

    private ArthaWire() {}

    /** POST and GET of customers. */
    record Customer(ProviderRef id, Optional<String> externalReference) {
        static Optional<Customer> of(JsonView root) {
            JsonView view = content(root);
            return ref(view, "customerId", "id").map(id -> new Customer(id, ArthaWire.word(view, "externalReference")));
        }
    }

    /** GET .../applicantstatus, and what the applicant call may answer. */
    record Applicant(String word, Optional<String> remarks) {
        static Optional<Applicant> of(JsonView root) {
            JsonView view = content(root);
            return ArthaWire.word(view, "applicantStatus", "status", "kycStatus")
                    .map(word -> new Applicant(word, ArthaWire.word(view, "remarks")));
        }
    }

    /** A card; {@code state} is the seed's name for what other pages call {@code status} (section 1.4). */
    record Card(
            ProviderRef id,
            Optional<ProviderRef> customer,
            Optional<ProviderRef> product,
            Optional<String> word,
            CardFacts facts) {
        static Optional<Card> of(JsonView root) {
            JsonView view = content(root);
            return ref(view, "cardId", "id")
                    .map(id -> new Card(
                            id,
                            ref(view, "customerId"),
                            ref(view, "productId"),
                            ArthaWire.word(view, "state", "status"),
                            new CardFacts(
                                    ArthaWire.word(view, "cardNumberMasked")
                                            .filter(number -> ENDS_IN_FOUR_DIGITS
                                                    .matcher(number)
                                                    .matches())
                                            .map(number -> number.substring(number.length() - 4)),
                                    Optional.empty(),
                                    Optional.empty())));
        }
    }

    /** What an operation on a card is answered with. */
    record Action(Optional<String> word) {
        static Optional<Action> of(JsonView root) {
            return Optional.of(new Action(ArthaWire.word(content(root), "state", "status")));
        }
    }

    /** A top-up: the answer to the call, its status, or an entry of the history. */
    record TopUp(ProviderRef id, Optional<String> word, Optional<Money> amount) {
        static Optional<TopUp> of(JsonView root) {
            JsonView view = content(root);
            return ref(view, "transactionId", "topupId", "id")
                    .map(id ->
                            new TopUp(id, ArthaWire.word(view, "status", "state"), money(view, "amount", "currency")));
        }

        /** How far it is; whoever asked knows which one it is. */
        static Optional<String> status(JsonView root) {
            return ArthaWire.word(content(root), "status", "state");
        }
    }

    /** GET /cards/{cardId}/sensitive; a card without a whole number, CVV and expiry may have a page instead. */
    record Sensitive(Optional<Details> details, Optional<Secret> page) {
        record Details(Secret number, Secret cvv, String expiry) {}

        static Optional<Sensitive> of(JsonView root) {
            JsonView view = content(root);
            Optional<String> number = ArthaWire.word(view, "cardNumber").filter(matches(NUMBER));
            Optional<String> cvv = ArthaWire.word(view, "cvv").filter(matches(CVV));
            Optional<String> expiry = ArthaWire.word(view, "expiryDate").filter(matches(EXPIRY));
            Optional<Details> details = number.flatMap(pan ->
                    cvv.flatMap(code -> expiry.map(end -> new Details(Secret.of(pan), Secret.of(code), end))));
            Optional<Secret> page =
                    any(view, "iframeUrl").text().filter(ArthaWire::isHttps).map(Secret::of);
            return details.isEmpty() && page.isEmpty() ? Optional.empty() : Optional.of(new Sensitive(details, page));
        }
    }

    /** GET /cards/{cardId}/balance. */
    record Balance(Money available, Optional<Money> hold) {
        static Optional<Balance> of(JsonView root) {
            JsonView view = content(root);
            return money(view, "availableBalance", "currency")
                    .map(available -> new Balance(available, money(view, "holdAmount", "currency")));
        }
    }

    /** A product, from the list or its own page. */
    record Product(ProviderRef id, JsonView view, Optional<List<String>> requirements) {
        static Optional<Product> of(JsonView root) {
            JsonView view = content(root);
            return ref(view, "productId", "id").map(id -> new Product(id, view, requirements(view)));
        }

        /** Names, or objects that carry one; none at all where the page does not say. */
        private static Optional<List<String>> requirements(JsonView view) {
            JsonView list = any(view, "kycRequirements", "kybRequirements");
            return list.node()
                    .filter(node -> node.isArray())
                    .map(array -> list.items().stream()
                            .flatMap(
                                    item -> item
                                            .text()
                                            .or(() -> ArthaWire.word(item, "name", "requirement", "type", "code"))
                                            .stream())
                            .filter(name -> !name.isBlank() && name.length() <= LONGEST_WORD)
                            .toList());
        }
    }

    /** An entry of POST /uploadfile's answer. */
    record Upload(Optional<String> name, String url) {
        static Optional<Upload> of(JsonView item) {
            return any(item, "fileUrl", "url")
                    .text()
                    .filter(url -> !url.isBlank())
                    .map(url -> new Upload(ArthaWire.word(item, "fileName", "name"), url));
        }
    }

    /** A failure's body, which may be missing or anything (section 1.4). */
    record Failure(String code, String message) {
        static final Failure UNREADABLE = new Failure("", "");

        static Failure of(JsonView root) {
            JsonView error = root.at("error");
            List<String> words = new ArrayList<>();
            root.text("message")
                    .or(error::text)
                    .or(() -> error.text("message"))
                    .or(() -> root.text("detail"))
                    .or(() -> root.text("title"))
                    .ifPresent(words::add);
            JsonView errors = root.at("errors");
            errors.text().ifPresent(words::add);
            errors.items().stream()
                    .flatMap(item -> item.text().or(() -> item.text("message")).stream())
                    .forEach(words::add);
            errors.fields()
                    .forEach((name, field) -> words.add(name + " "
                            + field.text()
                                    .orElse(String.join(
                                            " ",
                                            field.items().stream()
                                                    .flatMap(item -> item.text().stream())
                                                    .toList()))));
            return new Failure(
                    ArthaWire.word(root, "code")
                            .or(() -> ArthaWire.word(error, "code"))
                            .orElse(""),
                    String.join("; ", words));
        }
    }

    /** What is asked for: {@code data} where that is an object (generation B), else the whole. */
    static JsonView content(JsonView root) {
        JsonView data = root.at("data");
        return data.node().filter(node -> node.isObject()).isPresent() ? data : root;
    }

    /** The first of these fields that is there, each also in snake case. */
    static JsonView any(JsonView view, String... names) {
        JsonView found = view.at(names[0]);
        for (int i = 0; i < names.length && found.node().isEmpty(); i++) {
            found = view.at(names[i]);
            if (found.node().isEmpty()) {
                found = view.at(HUMP.matcher(names[i]).replaceAll("_").toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    /** A word: a text that is not empty, or a number as it is written; bounded, since it is stored. */
    static Optional<String> word(JsonView view, String... names) {
        for (String name : names) {
            String snake = HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
            Optional<String> word = view.word(name)
                    .or(() -> view.word(snake))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty() && text.length() <= LONGEST_WORD);
            if (word.isPresent()) {
                return word;
            }
        }
        return Optional.empty();
    }

    /** An id that can be put into a path: the texts "." and ".." would address something else. */
    static Optional<ProviderRef> ref(JsonView view, String... names) {
        return ArthaWire.word(view, names)
                .filter(text -> !text.equals(".") && !text.equals(".."))
                .map(ProviderRef::new);
    }

    static Optional<Money> money(JsonView view, String amount, String currency) {
        return any(view, amount)
                .decimal()
                .flatMap(decimal ->
                        ArthaWire.word(view, currency).flatMap(code -> money(decimal, code.toUpperCase(Locale.ROOT))));
    }

    private static Optional<Money> money(BigDecimal decimal, String currency) {
        BigDecimal plain = decimal.stripTrailingZeros();
        String text = (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
        return switch (Money.parse(text, currency)) {
            case MoneyReading.Read(Money money) -> Optional.of(money);
            case MoneyReading.Rejected rejected -> Optional.empty();
        };
    }

    static Optional<Instant> time(JsonView view, String... names) {
        return ArthaWire.word(view, names).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException notOne) {
                return Optional.empty();
            }
        });
    }

    private static Predicate<String> matches(Pattern pattern) {
        return text -> pattern.matcher(text).matches();
    }

    private static boolean isHttps(String text) {
        try {
            URI uri = new URI(text);
            return "https".equals(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
