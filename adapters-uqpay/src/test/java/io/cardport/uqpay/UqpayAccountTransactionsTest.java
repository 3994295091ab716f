package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.AccountTransactions.OfCard;
import io.cardport.domain.issuing.AccountTransactions.Part;
import io.cardport.domain.issuing.AccountTransactions.Span;
import io.cardport.domain.issuing.ProviderRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list of all cards' transactions at the simulated UQPAY. */
class UqpayAccountTransactionsTest extends UqpayAtSimulator {
    private static final int PAGE = 100;

    private static String bought(ProviderRef card) {
        return bench.issuer()
                .call(
                        "POST",
                        "/cards/" + card + "/transactions",
                        UqpayBench.object().put("type", "AUTHORIZATION").put("amount", new BigDecimal("0.01")))
                .path("transaction_id")
                .asText();
    }

    private static List<OfCard> all(Span time) {
        List<OfCard> all = new ArrayList<>();
        Optional<String> place = Optional.empty();
        do {
            Part part = found(able(AccountTransactions.class).transactions(time, place));
            all.addAll(part.transactions());
            place = part.next();
        } while (place.isPresent());
        return all;
    }

    @Test
    void everyCardsTransactionsAreShownPageByPage() {
        ProviderRef one = activeCard();
        ProviderRef two = activeCard();
        List<String> made = new ArrayList<>();
        for (int number = 0; number < PAGE + 20; number++) {
            made.add(bought(number % 2 == 0 ? one : two));
        }
        Instant now = Instant.now();
        Span hour = new Span(now.minusSeconds(3600), now.plusSeconds(5));
        bench.proxy().forget();

        Part first = found(able(AccountTransactions.class).transactions(hour, Optional.empty()));
        assertThat(first.transactions()).hasSize(PAGE);
        assertThat(bench.proxy().seen().getLast().target()).doesNotContain("card_id");
        bought(one);
        Part second = found(able(AccountTransactions.class).transactions(hour, first.next()));
        assertThat(second.next()).isEmpty();

        List<OfCard> shown = new ArrayList<>(first.transactions());
        shown.addAll(second.transactions());
        assertThat(shown).extracting(each -> each.seen().reference().value()).containsAll(made);
        assertThat(shown).extracting(OfCard::card).contains(one, two);
    }

    @Test
    void aLongTimeIsAskedForInRangesOfEightyNineDays() {
        String made = bought(activeCard());
        Instant now = Instant.now().plusSeconds(5);
        bench.proxy().forget();
        assertThat(all(new Span(now.minus(Duration.ofDays(200)), now)))
                .extracting(each -> each.seen().reference().value())
                .contains(made);
        assertThat(bench.proxy().seen().stream().filter(traffic -> !isForToken(traffic)))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(traffic -> assertThat(traffic.target()).contains("start_time"));
    }

    @Test
    void aPlaceThatIsNoneBeginsAnew() {
        String made = bought(activeCard());
        Instant now = Instant.now().plusSeconds(5);
        Span hour = new Span(now.minusSeconds(3600), now);
        for (String place : List.of("", "x", "99999999999999/3", "1/1", "12/", "0/0")) {
            assertThat(found(able(AccountTransactions.class).transactions(hour, Optional.of(place)))
                            .transactions())
                    .extracting(each -> each.seen().reference().value())
                    .contains(made);
        }
    }
}
