package io.cardport.uqpay;

import io.cardport.domain.card.CardType;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.FundingTerms.FundingModel;
import io.cardport.domain.product.FundingTerms.InitialLoad;
import io.cardport.domain.product.ProductRules;
import io.cardport.domain.product.ProductRules.PhysicalBy;
import io.cardport.http.JsonView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Card products (section 3). */
final class UqpayProducts implements ProductCatalogue {
    /** BINs whose cards are refused without a card_limit of at least 0.01 (section 4.2). */
    private static final List<String> LOADED_BINS = List.of("527735", "555071", "555243");

    /** UQPAY's names of holder fields and ours; a field that is not here is one of {@code details}. */
    private static final Map<String, List<ProductRules.RequiredField>> OURS = Map.ofEntries(
            Map.entry("email", List.of(text("email"))),
            Map.entry("first_name", List.of(text("firstName"))),
            Map.entry("last_name", List.of(text("lastName"))),
            Map.entry("country_code", List.of(text("country"))),
            Map.entry("phone_number", List.of(text("mobile"))),
            Map.entry("date_of_birth", List.of(new ProductRules.RequiredField("dateOfBirth", "date", true))),
            Map.entry("gender", List.of(text("gender"))),
            Map.entry("nationality", List.of(text("nationality"))),
            Map.entry("residential_address", List.of(new ProductRules.RequiredField("address", "object", true))),
            Map.entry(
                    "identity",
                    List.of(
                            text("identity.documentType"),
                            text("identity.documentNumber"),
                            new ProductRules.RequiredField("docFront", "file", true),
                            // An identity card has a back, a passport is held beside the face (section 2.1).
                            new ProductRules.RequiredField("docBack", "file", false),
                            new ProductRules.RequiredField("selfie", "file", false))),
            Map.entry(
                    "kyc_verification",
                    List.of(
                            text("details.kyc_verification.method"),
                            new ProductRules.RequiredField(
                                    "details.kyc_verification.kyc_proof.provider", "text", false),
                            new ProductRules.RequiredField(
                                    "details.kyc_verification.kyc_proof.reference_id", "text", false))));

    private final UqpayClient client;

    UqpayProducts(UqpayClient client) {
        this.client = client;
    }

    @Override
    public Look<List<ProductSeen>> products() {
        return UqpayPages.all(client::products, UqpayProducts::seen);
    }

    /** How a product's money works, which assigning a card must tell. */
    Look<UqpayWire.Mode> modeOf(ProviderRef product) {
        return UqpayPages.walk(
                client::products,
                view -> UqpayWire.ref(view, "product_id")
                        .filter(product::equals)
                        .map(found -> UqpayWire.Mode.of(view)
                                .<Look<UqpayWire.Mode>>map(Look.Found::new)
                                .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER))));
    }

    /** Our API's names of fields that UQPAY asks for. */
    static List<String> apiNames(List<UqpayWire.RequiredField> fields) {
        return fields.stream()
                .flatMap(field -> ours("", field).stream())
                .filter(ProductRules.RequiredField::required)
                .map(ProductRules.RequiredField::name)
                .distinct()
                .toList();
    }

    /** A product that is switched off, or does not say where its money is, cannot be offered. */
    private static Optional<ProductSeen> seen(JsonView view) {
        boolean enabled = UqpayWire.word(view, "product_status")
                .filter(status -> status.equalsIgnoreCase("ENABLED"))
                .isPresent();
        Optional<ProviderRef> id = UqpayWire.ref(view, "product_id").filter(ref -> enabled);
        return id.flatMap(ref -> UqpayWire.Mode.of(view).map(mode -> product(ref, mode, view)));
    }

    private static ProductSeen product(ProviderRef id, UqpayWire.Mode mode, JsonView view) {
        String bin = UqpayWire.word(view, "card_bin").orElse("");
        String network = UqpayWire.word(view, "card_scheme").orElse("");
        Set<CardType> types = types(view.at("card_form"));
        return new ProductSeen(
                id,
                String.join(
                        " ",
                        Stream.of(network, bin, mode.name())
                                .filter(part -> !part.isEmpty())
                                .toList()),
                network,
                types,
                currencies(view.at("card_currency")),
                terms(mode, bin),
                new ProductRules(
                        types.contains(CardType.PHYSICAL) ? Optional.of(PhysicalBy.ASSIGNMENT) : Optional.empty(),
                        withheld(mode),
                        requiredFields(view),
                        false));
    }

    private static FundingTerms terms(UqpayWire.Mode mode, String bin) {
        return switch (mode) {
            case SINGLE ->
                new FundingTerms(
                        FundingModel.PREPAID,
                        LOADED_BINS.stream().anyMatch(bin::startsWith) ? InitialLoad.REQUIRED : InitialLoad.OPTIONAL,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true);
            case SHARE ->
                new FundingTerms(
                        FundingModel.SHARED,
                        InitialLoad.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        };
    }

    /** The pages contradict each other on recharging SHARE cards (section 3), so it is not offered. */
    private static Set<Class<? extends Capability>> withheld(UqpayWire.Mode mode) {
        return switch (mode) {
            case SINGLE -> Set.of();
            case SHARE -> Set.of(CardFunding.class, CardWithdrawal.class);
        };
    }

    private static Set<CardType> types(JsonView forms) {
        Set<CardType> types = new TreeSet<>();
        for (JsonView form : forms.items()) {
            switch (form.text().orElse("").toUpperCase(Locale.ROOT)) {
                case "VIR" -> types.add(CardType.VIRTUAL);
                case "PHY" -> types.add(CardType.PHYSICAL);
                default -> {}
            }
        }
        return types;
    }

    /** XUSD is no ISO 4217 currency and is left out. */
    private static List<Currency> currencies(JsonView codes) {
        return codes.items().stream()
                .flatMap(code -> code.text().stream())
                .flatMap(code -> UqpayWire.money(BigDecimal.ZERO, code).stream())
                .map(money -> money.currency())
                .distinct()
                .toList();
    }

    private static List<ProductRules.RequiredField> requiredFields(JsonView view) {
        Map<String, ProductRules.RequiredField> fields = new LinkedHashMap<>();
        UqpayWire.RequiredField.readAll(view.at("required_fields")).stream()
                .flatMap(field -> ours("", field).stream())
                .forEach(field -> fields.merge(field.name(), field, UqpayProducts::stricter));
        byLevel(UqpayWire.word(view, "kyc_level").orElse(""))
                .forEach(field -> fields.merge(field.name(), field, UqpayProducts::stricter));
        return List.copyOf(fields.values());
    }

    private static ProductRules.RequiredField stricter(
            ProductRules.RequiredField one, ProductRules.RequiredField other) {
        return one.required() ? one : other;
    }

    /** What a KYC level wants even where the product does not list it (section 2.1). */
    private static List<ProductRules.RequiredField> byLevel(String level) {
        List<String> names = switch (level.toUpperCase(Locale.ROOT)) {
            case "STANDARD" -> List.of("nationality", "residential_address", "identity");
            case "ENHANCED" -> List.of("nationality", "residential_address", "identity", "kyc_verification");
            default -> List.of();
        };
        return names.stream()
                .flatMap(name -> OURS.getOrDefault(name, List.of()).stream())
                .toList();
    }

    private static List<ProductRules.RequiredField> ours(String path, UqpayWire.RequiredField field) {
        boolean must = field.need() == UqpayWire.RequiredField.Need.MUST;
        String name = path + field.name();
        List<ProductRules.RequiredField> known = OURS.getOrDefault(name, List.of());
        if (!known.isEmpty()) {
            return known.stream()
                    .map(ours -> new ProductRules.RequiredField(ours.name(), ours.type(), ours.required() && must))
                    .toList();
        }
        if (field.fields().isEmpty()) {
            String type = field.type().equals("object") ? "object" : "text";
            return List.of(new ProductRules.RequiredField("details." + name, type, must));
        }
        List<ProductRules.RequiredField> inner = new ArrayList<>();
        field.fields()
                .forEach(child -> ours(name + ".", child).stream()
                        .map(ours -> new ProductRules.RequiredField(ours.name(), ours.type(), ours.required() && must))
                        .forEach(inner::add));
        return inner;
    }

    private static ProductRules.RequiredField text(String name) {
        return new ProductRules.RequiredField(name, "text", true);
    }
}
