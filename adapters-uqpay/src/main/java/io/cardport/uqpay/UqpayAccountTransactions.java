package io.cardport.uqpay;

import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The transactions of all cards: the list of section 5.2 without a card, as section 6.2 advises after lost webhooks. */
final class UqpayAccountTransactions implements AccountTransactions {
    /** Time-ranged lists span at most 90 days (section 1.6); a day less keeps clear of how the ends are counted. */
    private static final Duration RANGE = Duration.ofDays(89);

    private static final Pattern PLACE = Pattern.compile("([0-9]{1,15})/([0-9]{1,9})");

    private final UqpayClient client;
    private final UqpayTransactions reading;

    UqpayAccountTransactions(UqpayClient client, UqpayTransactions reading) {
        this.client = client;
        this.reading = reading;
    }

    /** A page of a range; ranges follow one another from the newest back. */
    private record Place(Instant end, int page) {
        private static Place of(Span time, Optional<String> text) {
            Matcher matcher = PLACE.matcher(text.orElse(""));
            Place first = new Place(time.to(), 1);
            if (!matcher.matches()) {
                return first;
            }
            Place place = new Place(
                    Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
                    Math.max(1, Integer.parseInt(matcher.group(2))));
            return place.end().isAfter(time.to()) || !place.end().isAfter(time.from()) ? first : place;
        }

        private Instant begin(Span time) {
            Instant longest = end.minus(RANGE);
            return longest.isAfter(time.from()) ? longest : time.from();
        }

        private Optional<String> next(Span time, boolean last) {
            if (!last) {
                return Optional.of(end.toEpochMilli() + "/" + (page + 1));
            }
            Instant begin = begin(time);
            return begin.isAfter(time.from()) ? Optional.of(begin.toEpochMilli() + "/1") : Optional.empty();
        }
    }

    @Override
    public Look<Part> transactions(Span time, Optional<String> place) {
        Place at = Place.of(time, place);
        return switch (UqpayAnswers.look(
                client.transactions(at.begin(time), at.end(), at.page()), UqpayPages.Page::read)) {
            case Look.Found<UqpayPages.Page>(UqpayPages.Page page) ->
                new Look.Found<>(new Part(
                        page.items().stream()
                                .flatMap(item -> reading.read(item, "").stream())
                                .flatMap(told -> told.card().map(card -> new OfCard(card, told.seen())).stream())
                                .toList(),
                        at.next(time, page.isLast(at.page()))));
            case Look.Absent<UqpayPages.Page> ignored ->
                new Look.Denied<>(new Refusal(Reason.NOT_FOUND, "", "the list itself was not found"));
            case Look.Denied<UqpayPages.Page>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<UqpayPages.Page>(Look.Cause cause) -> new Look.Unavailable<>(cause);
        };
    }
}
