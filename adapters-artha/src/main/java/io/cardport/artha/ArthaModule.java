package io.cardport.artha;

import io.cardport.artha.ArthaFields.Rename;
import io.cardport.artha.ArthaFields.Spelling;
import io.cardport.artha.ArthaHolders.ApplicantForm;
import io.cardport.artha.ArthaWebhooks.Check;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.ProviderSettings;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.secret.Secret;
import io.cardport.http.Circuits;
import io.cardport.http.ExchangeSettings;
import io.cardport.http.HttpExchange;
import io.cardport.http.Journal;
import io.cardport.http.RateBudget;
import io.cardport.http.Target;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The way in to Artha. A lent {@link RateBudget} or {@link Journal} is used where there is one. */
public final class ArthaModule implements IssuingProviderModule {
    static final String KIND = "artha";

    private static final String CARD_PATH = "/api/v1/card/{cardId}";
    private static final String TOP_UP_STATUS_PATH = "/api/v1/topupstatus/{topupId}";
    private static final String TOP_UPS_PATH = "/api/v1/cards/{cardId}/topups";
    private static final String DOCUMENT_TYPES = "passport,id_card,drivers_license";
    private static final String WEBHOOK_HEADER = "x-webhook-signature";
    private static final Duration IFRAME_LIFETIME = Duration.ofMinutes(5);
    private static final Pattern ONE_PLACE = Pattern.compile("[^{}]*\\{[A-Za-z]+}[^{}]*");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** Made by {@link java.util.ServiceLoader}. */
    public ArthaModule() {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Setting> settings() {
        return Stream.of(connection(), applicants(), webhooks())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Setting> connection() {
        return List.of(
                new Setting("api-key", Setting.Kind.TEXT, true, "", true, "The API key, sent as X-API-Key."),
                new Setting("api-secret", Setting.Kind.TEXT, true, "", true, "The secret that signs each call."),
                text("secret-encoding", "text", "Whether the secret is the key itself (text) or its base64."),
                text("card-path", CARD_PATH, "Where a card is read, with {cardId}."),
                text("topup-status-path", TOP_UP_STATUS_PATH, "Where a top-up is asked for, with {topupId}."),
                text("topup-history-path", TOP_UPS_PATH, "Where a card's top-ups are listed, with {cardId}."),
                new Setting(
                        "iframe-lifetime",
                        Setting.Kind.DURATION,
                        false,
                        "5m",
                        false,
                        "How long the issuer's page that shows a card is taken to live."));
    }

    private static List<Setting> applicants() {
        return List.of(
                text("upload-field", "file", "The form field that documents are uploaded in."),
                text(
                        "applicant-spelling",
                        "requirements",
                        "Whose names the applicant's fields have: the page on KYC requirements (requirements) or the"
                                + " page on the applicant call (applicant)."),
                new Setting(
                        "document-types",
                        Setting.Kind.LIST,
                        false,
                        DOCUMENT_TYPES,
                        false,
                        "Artha's words for a passport, an identity card and a driving licence, in this order."),
                new Setting(
                        "applicant-fields",
                        Setting.Kind.BLOCKS,
                        false,
                        "",
                        false,
                        "Fields that a product calls otherwise than the chosen page."),
                block("applicant-fields[].field", true, "The field as the page on KYC requirements calls it."),
                block("applicant-fields[].product", false, "Artha's id of the product; all products if empty."),
                block("applicant-fields[].as", false, "What it is called there; the usual name if empty."),
                block("applicant-fields[].from", false, "What it holds, such as address.city or details.town."));
    }

    private static List<Setting> webhooks() {
        return List.of(
                text(
                        "webhook-check",
                        "none",
                        "What was agreed for deliveries: none, a secret in a header (shared-header), or the HMAC of the"
                                + " body in a header (hmac-sha256)."),
                text("webhook-header", WEBHOOK_HEADER, "The header that webhook-check looks at."),
                new Setting(
                        "webhook-secret",
                        Setting.Kind.TEXT,
                        false,
                        "",
                        true,
                        "What webhook-check compares or signs with; needed unless it is none."));
    }

    private static Setting text(String name, String usual, String meaning) {
        return new Setting(name, Setting.Kind.TEXT, false, usual, false, meaning);
    }

    private static Setting block(String name, boolean required, String meaning) {
        return new Setting(name, Setting.Kind.TEXT, required, "", false, meaning);
    }

    /** A setting that cannot be used; caught where the module answers. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        private final String setting;

        Wrong(String setting, String sentence) {
            super(setting + " " + sentence);
            this.setting = setting;
        }

        Built answer() {
            return new Built.Misconfigured(setting, String.valueOf(getMessage()));
        }
    }

    @Override
    public Built build(ProviderSettings settings, Surroundings surroundings) {
        try {
            return new Built.Ready(provider(settings, surroundings));
        } catch (Wrong wrong) {
            return wrong.answer();
        }
    }

    private static ArthaProvider provider(ProviderSettings settings, Surroundings surroundings) throws Wrong {
        ArthaSeal.Credentials credentials = credentials(settings);
        var paths = new ArthaClient.Paths(
                path(settings, "card-path", CARD_PATH),
                path(settings, "topup-status-path", TOP_UP_STATUS_PATH),
                path(settings, "topup-history-path", TOP_UPS_PATH));
        ApplicantForm form = form(settings);
        Check check = check(settings);
        Duration lifetime = settings.duration("iframe-lifetime").orElse(IFRAME_LIFETIME);
        if (!lifetime.isPositive()) {
            throw new Wrong("iframe-lifetime", "must be longer than nothing");
        }
        ExchangeSettings exchange = exchange(settings, surroundings);
        var randomness = new SecureRandom();
        var seal = new ArthaSeal(credentials, exchange::requestTarget, surroundings.clock(), randomness);
        var client = new ArthaClient(new HttpExchange(exchange), seal, paths);
        return new ArthaProvider(
                client,
                new ArthaHolders(client, form, randomness),
                new ArthaProducts(client, form.fields()),
                new ArthaMoney(client, surroundings.clock(), lifetime),
                new ArthaWebhooks(check));
    }

    private static ArthaSeal.Credentials credentials(ProviderSettings settings) throws Wrong {
        Secret apiKey = settings.secret("api-key")
                .filter(key -> key.reveal(ArthaModule::fitsHeader))
                .orElseThrow(() -> new Wrong("api-key", "must be given, in visible characters"));
        Secret secret = settings.secret("api-secret")
                .filter(given -> given.length() > 0)
                .orElseThrow(() -> new Wrong("api-secret", "must be given"));
        byte[] signing = switch (settings.text("secret-encoding").orElse("text")) {
            case "text" -> secret.utf8();
            case "base64" -> decoded(secret);
            default -> throw new Wrong("secret-encoding", "must be text or base64");
        };
        return ArthaSeal.Credentials.of(apiKey, signing);
    }

    private static byte[] decoded(Secret secret) throws Wrong {
        try {
            byte[] decoded = Base64.getDecoder().decode(secret.utf8());
            if (decoded.length > 0) {
                return decoded;
            }
        } catch (IllegalArgumentException notBase64) {
            // The exception would quote a part of the secret.
        }
        throw new Wrong("api-secret", "must be base64, as secret-encoding says");
    }

    private static String path(ProviderSettings settings, String name, String usual) throws Wrong {
        String path = settings.text(name).orElse(usual);
        if (ONE_PLACE.matcher(path).matches()) {
            try {
                return Target.of(path, "x").template();
            } catch (IllegalArgumentException noPath) {
                // Answered below, together with what the pattern refuses.
            }
        }
        throw new Wrong(name, "must be a path that starts with a slash and has one place in braces");
    }

    private static ApplicantForm form(ProviderSettings settings) throws Wrong {
        Spelling spelling = switch (settings.text("applicant-spelling").orElse("requirements")) {
            case "requirements" -> Spelling.REQUIREMENTS;
            case "applicant" -> Spelling.APPLICANT;
            default -> throw new Wrong("applicant-spelling", "must be requirements or applicant");
        };
        List<Rename> renames = new ArrayList<>();
        for (Map<String, String> block : settings.blocks("applicant-fields")) {
            String field = block.getOrDefault("field", "");
            if (field.isBlank()) {
                throw new Wrong("applicant-fields", "must each name a field");
            }
            renames.add(new Rename(
                    block.getOrDefault("product", ""),
                    field,
                    block.getOrDefault("as", ""),
                    block.getOrDefault("from", "")));
        }
        List<String> types = settings.list("document-types");
        List<String> words = types.isEmpty() ? List.of(DOCUMENT_TYPES.split(",")) : types;
        if (words.size() != 3 || words.stream().anyMatch(String::isBlank)) {
            throw new Wrong("document-types", "must be three words");
        }
        String uploadField = settings.text("upload-field").orElse("file");
        if (uploadField.isBlank()) {
            throw new Wrong("upload-field", "must be the name of a form field");
        }
        return new ApplicantForm(
                new ArthaFields(spelling, renames),
                words.stream().map(String::strip).toList(),
                uploadField);
    }

    private static Check check(ProviderSettings settings) throws Wrong {
        String kind = settings.text("webhook-check").orElse("none");
        if (kind.equals("none")) {
            return new Check.None();
        }
        String header = settings.text("webhook-header").orElse(WEBHOOK_HEADER);
        if (!HEADER_NAME.matcher(header).matches()) {
            throw new Wrong("webhook-header", "must be the name of a header");
        }
        Optional<Secret> secret = settings.secret("webhook-secret").filter(given -> given.length() > 0);
        return switch (kind) {
            case "shared-header" -> new Check.SharedHeader(header, needed(secret));
            case "hmac-sha256" -> new Check.BodyMac(header, needed(secret));
            default -> throw new Wrong("webhook-check", "must be none, shared-header or hmac-sha256");
        };
    }

    private static Secret needed(Optional<Secret> secret) throws Wrong {
        return secret.orElseThrow(() -> new Wrong("webhook-secret", "must be given for this webhook-check"));
    }

    private static ExchangeSettings exchange(ProviderSettings settings, Surroundings surroundings) throws Wrong {
        try {
            ExchangeSettings exchange = ExchangeSettings.of(
                            settings.baseUrl(), surroundings.clock(), ExchangeSettings.PlainHttp.LOOPBACK_ONLY)
                    .with(ExchangeSettings.Limits.DEFAULT
                            .connectTimeout(settings.connectTimeout())
                            .deadline(settings.deadline()))
                    .withCircuits(surroundings.lent().find(Circuits.class).orElseGet(Circuits::none))
                    .withBudget(surroundings
                            .lent()
                            .find(RateBudget.class)
                            .or(() -> settings.rateLimit()
                                    .filter(calls -> calls > 0)
                                    .map(RateBudget::perMinute))
                            .orElseGet(RateBudget::unlimited));
            return surroundings
                    .lent()
                    .find(Journal.class)
                    .map(exchange::withJournal)
                    .orElse(exchange);
        } catch (IllegalArgumentException wrong) {
            throw new Wrong("base-url", "must be https, or http to this machine, and deadlines must be positive");
        }
    }

    private static boolean fitsHeader(char[] text) {
        for (char c : text) {
            if (c <= ' ' || c >= 0x7F) {
                return false;
            }
        }
        return text.length > 0;
    }
}
