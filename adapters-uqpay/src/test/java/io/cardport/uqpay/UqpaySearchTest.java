package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a search finds, and when it may say that there is none: money is booked back on its word. */
class UqpaySearchTest extends UqpayAtSimulator {
    private static final int FULL = 100;

    @Test
    void readsOnBehindAFullPageWhereTheListDoesNotSayHowLongItIs() {
        IssueCommand command = virtual(approvedHolder(), bench.options());
        ProviderRef card = made(bench.provider().issue(command)).seen().card();
        bench.proxy().next(new WireFault.Answer(200, list(anothers(FULL))), isCardList("1"));
        bench.proxy().next(new WireFault.Answer(200, list(List.of(listed(card, ours(command))))), isCardList("2"));

        assertThat(found(search(command)).seen().card()).isEqualTo(card);
    }

    @Test
    void endsAtAPageThatIsNotFullWhereTheListDoesNotSayHowLongItIs() {
        IssueCommand command = virtual(approvedHolder(), bench.options());
        bench.proxy().forget();
        bench.proxy().next(new WireFault.Answer(200, list(anothers(FULL - 1))), isCardList("1"));

        assertThat(search(command)).isEqualTo(new Look.Absent<>());
        assertThat(bench.proxy().seen()).hasSize(1);
    }

    @Test
    void asksForTheCardItselfWhereTheListLeavesItsMetadataOut() {
        IssueCommand command = virtual(approvedHolder(), bench.options());
        ProviderRef card = made(bench.provider().issue(command)).seen().card();
        bench.proxy().next(new WireFault.Answer(200, list(List.of(listed(card, "")))), isCardList("1"));

        assertThat(found(search(command)).seen().card()).isEqualTo(card);
    }

    @Test
    void saysThatThereIsNoneOnlyAfterEveryCardWithoutMetadataShowedItself() {
        ProviderRef holder = approvedHolder();
        ProviderRef other = made(bench.provider().issue(virtual(holder, bench.options())))
                .seen()
                .card();
        IssueCommand command = virtual(holder, bench.options());
        String list = list(List.of(listed(other, "")));

        bench.proxy().next(new WireFault.Answer(200, list), isCardList("1"));
        assertThat(search(command)).isEqualTo(new Look.Absent<>());

        bench.proxy().next(new WireFault.Answer(200, list), isCardList("1"));
        bench.proxy().next(new WireFault.Answer(500, "{}"), isRead(other));
        assertThat(search(command)).isEqualTo(new Look.Unavailable<>(Look.Cause.ISSUER_DOWN));

        bench.proxy().next(new WireFault.Answer(200, list), isCardList("1"));
        bench.proxy()
                .next(
                        new WireFault.Answer(
                                400, "{\"type\":\"card_error\",\"code\":\"card_not_found\",\"message\":\"gone\"}"),
                        isRead(other));
        assertThat(search(command)).isEqualTo(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
    }

    @Test
    void asksForNoCardWhereTheListShowsOurs() {
        ProviderRef holder = approvedHolder();
        ProviderRef other = made(bench.provider().issue(virtual(holder, bench.options())))
                .seen()
                .card();
        IssueCommand command = virtual(holder, bench.options());
        ProviderRef card = made(bench.provider().issue(command)).seen().card();
        bench.proxy().forget();
        bench.proxy()
                .next(
                        new WireFault.Answer(200, list(List.of(listed(other, ""), listed(card, ours(command))))),
                        isCardList("1"));

        assertThat(found(search(command)).seen().card()).isEqualTo(card);
        assertThat(bench.proxy().seen()).hasSize(1);
    }

    @Test
    void takesNobodyForOursWhoHasAnotherName() {
        OnboardCommand first = onboarding();
        ProviderRef holder = onboarded(first).holder();
        CardholderProfile was = first.profile();

        assertThat(found(registered(first, was)).holder()).isEqualTo(holder);
        for (CardholderProfile.HolderName name : List.of(
                new CardholderProfile.HolderName("Somebody", was.name().lastName(), Optional.empty()),
                new CardholderProfile.HolderName(was.name().firstName(), "Else", Optional.empty()))) {
            assertThat(registered(first, named(was, name)))
                    .isInstanceOfSatisfying(
                            Look.Denied.class,
                            denied -> assertThat(denied.refusal().reason())
                                    .isEqualTo(Refusal.Reason.DUPLICATE_AT_PROVIDER));
        }
    }

    private static Look<OnboardedHolder> registered(OnboardCommand command, CardholderProfile profile) {
        return able(HolderSearch.class)
                .registeredBy(new OnboardCommand(
                        operation(),
                        command.cardholder(),
                        Optional.empty(),
                        Optional.empty(),
                        profile,
                        command.documents(),
                        Optional.empty()));
    }

    private static CardholderProfile named(CardholderProfile was, CardholderProfile.HolderName name) {
        return new CardholderProfile(
                was.type(), name, was.contact(), was.person(), was.address(), was.identity(), was.details());
    }

    private static Look<IssuedCard> search(IssueCommand command) {
        return able(CardSearch.class).madeBy(command);
    }

    private static String ours(IssueCommand command) {
        return "{\"cardport_operation\":\"" + command.operation() + "\"}";
    }

    private static List<ObjectNode> anothers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number ->
                        listed(new ProviderRef("another-" + number), "{\"cardport_operation\":\"op_another\"}"))
                .toList();
    }

    private static ObjectNode listed(ProviderRef card, String metadata) {
        return UqpayBench.object()
                .put("card_id", card.value())
                .put("card_status", "ACTIVE")
                .put("metadata", metadata);
    }

    /** A list that does not say how many pages it has. */
    private static String list(List<ObjectNode> cards) {
        ObjectNode page = UqpayBench.object();
        page.putArray("data").addAll(cards);
        return page.toString();
    }

    private static Predicate<Traffic> isCardList(String page) {
        return traffic -> traffic.target().contains("/v1/issuing/cards?")
                && (traffic.target() + "&").contains("page_number=" + page + "&");
    }

    private static Predicate<Traffic> isRead(ProviderRef card) {
        return traffic -> traffic.method().equals("GET") && traffic.target().endsWith("/v1/issuing/cards/" + card);
    }
}
