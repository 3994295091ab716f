package io.cardport.bananatech;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.domain.money.MoneyReading;
import io.cardport.domain.secret.Secret;
import io.cardport.http.JsonView;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** BananaTech's bodies as records. Readers are total: what lacks an indispensable part is empty. */
final class BananatechWire {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CARD = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{12,19}");
    private static final Pattern CVV = Pattern.compile("[0-9]{3,4}");
    private static final Pattern EXPIRY = Pattern.compile("(?:0[1-9]|1[0-2])/[0-9]{2}");
    private static final Pattern LAST4 = Pattern.compile(".*([0-9]{4})", Pattern.DOTALL);
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_WORD = 64;
    private static final long LATEST = 253_402_300_799_999L;

    private BananatechWire() {}

    /** An empty body. */
    record Nothing() {}

    /** What every request is wrapped in. */
    record EncryptedBody(@JsonProperty("encrypted_payload") String encryptedPayload) {}

    /** A card's id in calls: BananaTech wants the user with it. */
    record CardKey(long user, long card) {
        static Optional<CardKey> of(ProviderRef reference) {
            Matcher both = CARD.matcher(reference.value());
            return both.matches()
                    ? Optional.of(new CardKey(Long.parseLong(both.group(1)), Long.parseLong(both.group(2))))
                    : Optional.empty();
        }

        ProviderRef reference() {
            return new ProviderRef(user + ":" + card);
        }

        /** How webhooks call it. */
        ProviderRef bare() {
            return new ProviderRef(Long.toString(card));
        }
    }

    /** {@code /user/register}. */
    record RegisterBody(
            String email,
            @JsonProperty("template_id") long templateId,
            @JsonProperty("dial_code") String dialCode,
            @JsonProperty("phone_number") String phoneNumber,
            @JsonProperty("kyc_data") Optional<KycData> kycData) {
        @Override
        public String toString() {
            return "RegisterBody[•••]";
        }
    }

    /** Who the user is. */
    record KycData(
            @JsonProperty("first_name") String firstName,
            @JsonProperty("last_name") String lastName,
            Optional<String> gender,
            @JsonProperty("date_of_birth") Optional<String> dateOfBirth,
            @JsonUnwrapped Paper paper,
            @JsonUnwrapped Place place) {
        @Override
        public String toString() {
            return "KycData[•••]";
        }
    }

    /** The identity document; {@code issue} and {@code expiry} count from 1970. */
    record Paper(
            @JsonProperty("identification_type") Optional<String> type,
            @JsonProperty("identification_number") Optional<String> number,
            @JsonProperty("front_img_base64") Optional<String> front,
            @JsonProperty("back_img_base64") Optional<String> back,
            @JsonProperty("handheld_img_base64") Optional<String> handheld,
            Optional<Long> issue,
            Optional<Long> expiry) {
        @Override
        public String toString() {
            return "Paper[•••]";
        }
    }

    /** Where the user lives. */
    record Place(
            @JsonProperty("country_code") String countryCode,
            Optional<String> region,
            Optional<String> city,
            Optional<String> postcode,
            @JsonProperty("address_line") Optional<String> addressLine) {
        @Override
        public String toString() {
            return "Place[•••]";
        }
    }

    /** {@code /user/get_users}. */
    record UsersBody(
            long skip,
            long limit,
            Optional<String> search,
            @JsonProperty("user_id") Optional<Long> userId) {
        @Override
        public String toString() {
            return "UsersBody[" + skip + "]";
        }
    }

    /** {@code /card/apply}. */
    record ApplyBody(
            @JsonProperty("user_id") long userId,
            @JsonProperty("template_id") long templateId,
            @JsonProperty("deposit_amount") Optional<BigDecimal> depositAmount) {}

    /** {@code /card/assign}. */
    record AssignBody(
            @JsonProperty("user_id") long userId,
            @JsonProperty("template_id") long templateId,
            @JsonProperty("card_number") String cardNumber) {
        @Override
        public String toString() {
            return "AssignBody[" + userId + "]";
        }
    }

    /** What only names a card: balance, information. */
    record CardBody(
            @JsonProperty("user_id") long userId,
            @JsonProperty("card_id") long cardId) {}

    /** {@code /card/recharge}. */
    record RechargeBody(
            @JsonProperty("user_id") long userId,
            @JsonProperty("card_id") long cardId,
            BigDecimal amount) {}

    /** {@code /card/update_status}. */
    record StatusBody(
            @JsonProperty("user_id") long userId,
            @JsonProperty("card_id") long cardId,
            String alter) {}

    /** {@code /card/set_pin}. */
    record PinBody(
            @JsonProperty("user_id") long userId,
            @JsonProperty("card_id") long cardId,
            String pin) {
        @Override
        public String toString() {
            return "PinBody[" + cardId + "]";
        }
    }

    /** {@code /card/get_transactions}. */
    record TransactionsBody(
            @JsonProperty("user_id") long userId,
            @JsonProperty("card_id") long cardId,
            long skip,
            long limit,
            Optional<String> type,
            @JsonProperty("start_date") Optional<String> startDate) {}

    /** {@code /merchant/get_webhook_records}. */
    record RecordsBody(
            long skip,
            long limit,
            @JsonProperty("start_date") String startDate) {}

    /** {@code /merchant/set_webhook_url}. */
    record WebhookUrlBody(String url) {}

    /** A card as {@code /card/get_information} shows it; number and code are wiped when it is closed. */
    record Information(Secret number, Secret cvv, String expiry, String status) implements AutoCloseable {
        static Optional<Information> of(JsonView view) {
            return view.text("status")
                    .map(status -> new Information(
                            Secret.of(view.word("number").orElse("")),
                            Secret.of(view.word("cvv").orElse("")),
                            view.text("expiry_date").orElse(""),
                            bounded(status)));
        }

        Optional<String> last4() {
            return number.reveal(text -> BananatechWire.last4(new String(text)));
        }

        Optional<String> shownExpiry() {
            return Optional.of(expiry).filter(text -> EXPIRY.matcher(text).matches());
        }

        /** Whether the issuer shows everything; masked ones are not permitted to be seen (section 2.2). */
        boolean isWhole() {
            return number.reveal(text -> NUMBER.matcher(new String(text)).matches())
                    && cvv.reveal(text -> CVV.matcher(new String(text)).matches())
                    && shownExpiry().isPresent();
        }

        @Override
        public void close() {
            number.close();
            cvv.close();
        }
    }

    static Optional<String> last4(String number) {
        Matcher end = LAST4.matcher(number);
        return number.length() <= LONGEST_NUMBER && end.matches() ? Optional.of(end.group(1)) : Optional.empty();
    }

    /** A whole number that a reference of ours holds. */
    static Optional<Long> whole(ProviderRef reference) {
        return WHOLE.matcher(reference.value()).matches()
                ? Optional.of(Long.valueOf(reference.value()))
                : Optional.empty();
    }

    /** An id; BananaTech writes integers, and digits in quotes are taken too. */
    static Optional<Long> id(JsonView view, String field) {
        return view.whole(field).filter(value -> value >= 0 && value < 1_000_000_000_000_000_000L);
    }

    static Optional<ProviderRef> reference(JsonView view, String field) {
        return id(view, field).map(value -> new ProviderRef(Long.toString(value)));
    }

    static Optional<String> word(JsonView view, String field) {
        return view.word(field).filter(text -> !text.isBlank()).map(BananatechWire::bounded);
    }

    static String bounded(String word) {
        return word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word;
    }

    /** Milliseconds since 1970, as events write them. */
    static Optional<Instant> occurred(JsonView view) {
        return view.whole("occur_time")
                .filter(millis -> millis > 0 && millis <= LATEST)
                .map(Instant::ofEpochMilli);
    }

    /** ISO 8601, as lists write it; milliseconds too. */
    static Optional<Instant> created(JsonView view) {
        try {
            return view.text("created_at").map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    /** An amount; its currency stands beside it, or is that of the account. */
    static Optional<Money> money(JsonView view, String field, Currency usual) {
        Optional<String> code = view.text("currency");
        Optional<Currency> currency = code.isEmpty() ? Optional.of(usual) : currency(code.get());
        return currency.flatMap(known -> view.decimal(field)
                .flatMap(decimal -> Money.of(decimal, known) instanceof MoneyReading.Read(Money money)
                        ? Optional.of(money)
                        : Optional.empty()));
    }

    static Optional<Currency> currency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0)
                .findFirst();
    }
}
