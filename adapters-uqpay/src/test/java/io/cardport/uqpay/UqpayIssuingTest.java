package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardReveal.RevealedCard;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MoveFunds;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.domain.product.FundingTerms.FundingModel;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.http.InMemoryTokenStore;
import io.cardport.http.TokenStore;
import io.cardport.testkit.issuing.People;
import io.cardport.testkit.wire.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is UQPAY's own, beside the contract of all issuers: over real HTTP against the simulated issuer. */
class UqpayIssuingTest extends UqpayAtSimulator {
    @Test
    void readsTheStatesOfACardsLife() {
        ProviderRef card = activeCard();
        assertThat(reading(card)).isEqualTo(CardReading.ACTIVE);
        assertThat(found(able(CardBalance.class).balance(card)).available()).isEqualTo(usd(2_000));

        settled(card, able(CardControls.class).lock(command(card)));
        assertThat(reading(card)).isEqualTo(CardReading.LOCKED);
        settled(card, able(CardControls.class).unlock(command(card)));
        assertThat(reading(card)).isEqualTo(CardReading.ACTIVE);
        settled(card, able(CardClosing.class).close(command(card)));
        assertThat(reading(card)).isIn(CardReading.CLOSING, CardReading.CLOSED);
    }

    @Test
    void tellsHowAnOrderEnded() {
        ProviderRef card = activeCard();
        var topUp = (Outcome.Accepted<?>) able(CardFunding.class).topUp(new MoveFunds(operation(), card, usd(525)));
        assertThat(found(able(OrderLookup.class).order(topUp.order())).reading())
                .isEqualTo(OrderReading.PENDING);
        bench.settle(card);
        assertThat(found(able(OrderLookup.class).order(topUp.order())).reading())
                .isEqualTo(OrderReading.SUCCEEDED);
        assertThat(found(able(CardBalance.class).balance(card)).available()).isEqualTo(usd(2_525));

        var failing = (Outcome.Accepted<?>) able(CardFunding.class).topUp(new MoveFunds(operation(), card, usd(100)));
        bench.issuer().call("POST", "/orders/" + failing.order() + "/fail", UqpayBench.object());
        assertThat(found(able(OrderLookup.class).order(failing.order())).reading())
                .isEqualTo(OrderReading.FAILED);
    }

    /** Sent again after a lost answer, a lock has no reason any more: it was not kept. */
    @Test
    void aLockThatIsSentAgainIsTheSameRequest() {
        ProviderRef card = activeCard();
        OperationId lock = operation();
        var first = able(CardControls.class).lock(new CardCommand(lock, card, "the phone was stolen"));

        assertThat(first).isInstanceOf(Outcome.Accepted.class);
        assertThat(able(CardControls.class).lock(new CardCommand(lock, card, "")))
                .isEqualTo(first);
    }

    @Test
    void locksAlthoughAnotherOrderWasRunningWhenItWasFirstAsked() {
        ProviderRef card = activeCard();
        OperationId lock = operation();
        bench.proxy().next(new WireFault.Answer(400, """
                        {"type":"card_error","code":"order_processing","message":"another order is processing"}"""), isPost());

        assertThat(able(CardControls.class).lock(new CardCommand(lock, card, "")))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(keys()).hasSize(2).doesNotHaveDuplicates();
        bench.settle(card);
        assertThat(reading(card)).isEqualTo(CardReading.LOCKED);
    }

    @Test
    void activatesAnAssignedCardWithItsCodeAndFindsItByItsNumber() {
        ProviderRef holder = approvedHolder();
        String pan = bench.issuer().state().path("physicalCardNumbers").path(0).asText();
        IssueCommand command = new IssueCommand(
                operation(),
                new CardId("card_" + id()),
                new IssueCommand.HolderAtProvider(holder, People.person(number)),
                bench.product(FundingModel.SHARED, CardType.PHYSICAL),
                CardOptions.NONE,
                Optional.of(Secret.of(pan)));
        assertThat(able(CardSearch.class).madeBy(command)).isEqualTo(new Look.Absent<>());
        assertThat(bench.provider().issue(command)).isInstanceOf(Outcome.Refused.class);

        ProviderRef card =
                made(able(CardAssignment.class).assign(command)).seen().card();
        bench.settle(card);
        assertThat(reading(card)).isEqualTo(CardReading.INACTIVE);
        assertThat(found(able(CardSearch.class).madeBy(command)).seen().card()).isEqualTo(card);

        String code = bench.issuer()
                .call("GET", "/cards/" + card + "/activation-code", UqpayBench.object())
                .path("activation_code")
                .asText();
        assertThat(able(CardActivation.class).activate(activation(card, Optional.empty())))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(able(CardActivation.class).activate(activation(card, Optional.of(Secret.of(code)))))
                .isEqualTo(new Outcome.Done<>(new CardChanged(CardReading.ACTIVE, "SUCCESS", Optional.empty())));
        assertThat(reading(card)).isEqualTo(CardReading.ACTIVE);
    }

    @Test
    void looksForAnAssignedCardOnlyWhileItsNumberIsKnown() {
        IssueCommand command = new IssueCommand(
                operation(),
                new CardId("card_" + id()),
                new IssueCommand.HolderAtProvider(bench.unknown(), People.person(1)),
                bench.product(FundingModel.SHARED, CardType.PHYSICAL),
                CardOptions.NONE,
                Optional.empty());

        assertThat(able(CardSearch.class).madeBy(command)).isInstanceOf(Look.Denied.class);
    }

    @Test
    void readsAHolderThroughReviewAndResubmission() {
        OnboardCommand command = onboarding();
        ProviderRef holder = onboarded(command).holder();
        assertThat(applicant(holder)).isEqualTo(ApplicantReading.IN_REVIEW);
        bench.issuer().call("POST", "/holders/" + holder + "/incomplete", UqpayBench.object());
        assertThat(applicant(holder)).isEqualTo(ApplicantReading.INCOMPLETE);

        OnboardCommand again = new OnboardCommand(
                operation(),
                command.cardholder(),
                Optional.of(holder),
                Optional.empty(),
                command.profile(),
                command.documents(),
                Optional.empty());
        Outcome<OnboardedHolder> outcome = able(ApplicantResubmission.class).resubmit(again);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(((OnboardedHolder) done.value()).holder())
                                .isEqualTo(holder));
        bench.approve(holder);
        assertThat(applicant(holder)).isEqualTo(ApplicantReading.APPROVED);
    }

    @Test
    void sharesOneTokenBetweenNodes() {
        TokenStore store = new InMemoryTokenStore();
        Surroundings.Lent lent = new Surroundings.Lent() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return type == TokenStore.class ? Optional.of(type.cast(store)) : Optional.empty();
            }
        };
        try (UqpayProvider one = bench.provider(Map.of("reveal", "secure"), lent);
                UqpayProvider other = bench.provider(Map.of("reveal", "secure"), lent)) {
            bench.proxy().forget();
            for (int turn = 0; turn < 3; turn++) {
                found(one.can(ProductCatalogue.class).orElseThrow().products());
                found(other.can(ProductCatalogue.class).orElseThrow().products());
            }
            assertThat(bench.proxy().seen().stream().filter(UqpayIssuingTest::isForToken))
                    .hasSize(1);
            bench.issuer().call("POST", "/expire-token", UqpayBench.object());
            found(one.can(ProductCatalogue.class).orElseThrow().products());
            found(other.can(ProductCatalogue.class).orElseThrow().products());
            assertThat(bench.proxy().seen().stream().filter(UqpayIssuingTest::isForToken))
                    .hasSize(2);
        }
    }

    @Test
    void keepsTheKeyAcrossARefreshedToken() {
        ProviderRef holder = approvedHolder();
        bench.proxy().forget();
        bench.proxy().next(bench.authExpired(), isPost());

        made(bench.provider().issue(virtual(holder, bench.options())));

        assertThat(keys()).hasSize(2);
        assertThat(keys().getFirst()).isEqualTo(keys().getLast());
    }

    @Test
    void refusesBeforeSendingWhatUqpayCannotHold() {
        ProviderRef holder = approvedHolder();
        bench.proxy().forget();
        var daily = new CardControlsSpec(
                Optional.empty(),
                List.of(new CardControlsSpec.SpendingControl(usd(1), CardControlsSpec.Interval.DAY)),
                Optional.empty());
        var limit = new CardControlsSpec(Optional.of(usd(1)), List.of(), Optional.empty());
        for (CardOptions options : List.of(
                options(Optional.empty(), Optional.empty(), daily),
                options(Optional.of(usd(1)), Optional.empty(), limit),
                options(Optional.of(usd(1)), Optional.of("A NAME OF TWENTY-SEVEN CHARS"), CardControlsSpec.NONE))) {
            assertThat(bench.provider().issue(virtual(holder, options))).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(bench.proxy().seen()).isEmpty();
    }

    @Test
    void carriesOptionsThatUqpayTakes() {
        ProviderRef holder = approvedHolder();
        var controls = new CardControlsSpec(
                Optional.empty(),
                List.of(new CardControlsSpec.SpendingControl(usd(5_000), CardControlsSpec.Interval.PER_TRANSACTION)),
                Optional.of(new CardControlsSpec.MerchantControls(List.of("5734"), List.of(), Optional.of(false))));
        var options = new CardOptions(
                Optional.of(usd(1_000)),
                Optional.of("ADA TAN"),
                CardOptions.NONE.addresses(),
                controls,
                Optional.empty(),
                Optional.of(Instant.now().plus(Duration.ofDays(30))),
                new CardOptions.Metadata("{\"note\":\"" + "x".repeat(3_180) + "\"}"));
        IssueCommand command = virtual(holder, options);
        bench.proxy().forget();

        IssuedCard card = made(bench.provider().issue(command));

        assertThat(bench.proxy().seen().getLast().request().text())
                .contains(
                        "\"card_limit\":10.00",
                        "{\"amount\":50.00,\"interval\":\"PER_TRANSACTION\"}",
                        "[\"5734\"]",
                        "\"N\"",
                        "ADA TAN")
                .contains("expiry_at", "\"metadata\":{\"cardport_operation\":\"" + command.operation() + "\"}");
        bench.settle(card.seen().card());
        assertThat(found(able(CardSearch.class).madeBy(command)).seen().card())
                .isEqualTo(card.seen().card());
    }

    @Test
    void showsACardByAPageWithATokenForEachView() {
        ProviderRef card = activeCard();
        try (UqpayProvider paged = bench.provider(
                Map.of("reveal", "iframe", "iframe-base-url", "https://page.example/"), Surroundings.Lent.NOTHING)) {
            CardReveal reveal = paged.can(CardReveal.class).orElseThrow();
            String url = ((RevealedCard.Iframe) found(reveal.reveal(operation(), card)))
                    .url()
                    .reveal(String::new);
            String again = ((RevealedCard.Iframe) found(reveal.reveal(operation(), card)))
                    .url()
                    .reveal(String::new);

            assertThat(url)
                    .startsWith("https://page.example/iframe/card?token=pan_")
                    .endsWith("&cardId=" + card);
            assertThat(again).isNotEqualTo(url);
        }
        bench.issuer().set("secure-licensed", 0);
        assertThat(able(CardReveal.class).reveal(operation(), card)).isInstanceOf(Look.Denied.class);
        bench.issuer().set("secure-licensed", 1);
    }

    @Test
    void setsAPinUnderBothContracts() {
        ProviderRef card = activeCard();
        assertThat(able(PinSetting.class).setPin(operation(), card, Secret.of("193746")))
                .isInstanceOf(Outcome.Accepted.class);
        bench.settle(card);
        bench.issuer().set("pin-async", 0);
        assertThat(able(PinSetting.class).setPin(operation(), card, Secret.of("284657")))
                .isInstanceOf(Outcome.Done.class);
        bench.issuer().set("pin-async", 1);
    }

    @Test
    void readsTransactionsAsTheyAreListed() {
        ProviderRef card = activeCard();
        bench.issuer()
                .call(
                        "POST",
                        "/cards/" + card + "/transactions",
                        UqpayBench.object()
                                .put("type", "AUTHORIZATION")
                                .put("amount", new java.math.BigDecimal("3.50")));

        List<TransactionSeen> seen = found(
                able(CardTransactions.class).transactions(card, Instant.now().minus(Duration.ofDays(200))));

        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.amounts().amount()).isEqualTo(usd(350));
            assertThat(one.merchant()).isPresent();
        });
    }

    @Test
    void readsWhatTheIssuerPushes() throws IOException, InterruptedException {
        BlockingQueue<RawDelivery> arrived = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", exchange -> {
            Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
            arrived.add(new RawDelivery(
                    "uqpay-test", headers, exchange.getRequestBody().readAllBytes(), Instant.now()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            bench.issuer().webhookUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            ProviderRef card = activeCard();
            settled(card, able(CardControls.class).lock(command(card)));

            assertThat(await(
                            arrived,
                            signal -> signal instanceof Signal.CardSaid said
                                    && said.seen().card().equals(card)
                                    && said.seen().reading() == CardReading.LOCKED))
                    .isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static boolean await(BlockingQueue<RawDelivery> arrived, Predicate<Signal> wanted)
            throws InterruptedException {
        Webhooks webhooks = able(Webhooks.class);
        Optional<RawDelivery> next = Optional.ofNullable(arrived.poll(20, TimeUnit.SECONDS));
        while (next.isPresent()) {
            List<Signal> signals = switch (next.get().check(webhooks.scheme())) {
                case RawDelivery.Check.Verified(VerifiedDelivery delivery) -> webhooks.read(delivery);
                case RawDelivery.Check.Rejected rejected -> throw new AssertionError(rejected);
            };
            assertThat(signals).isNotEmpty().noneMatch(Signal.Unrecognised.class::isInstance);
            if (signals.stream().anyMatch(wanted)) {
                return true;
            }
            next = Optional.ofNullable(arrived.poll(20, TimeUnit.SECONDS));
        }
        return false;
    }
}
