package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Actor;
import io.cardport.domain.card.Card;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.EventFilter;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.Terms;
import io.cardport.domain.event.EventType;
import io.cardport.domain.freeze.Freeze.Reach;
import io.cardport.domain.id.EventId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.FreezeCards;
import io.cardport.domain.usecase.ManageEndpoints;
import io.cardport.domain.usecase.ReceiveWebhook;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.usecase.SendOneTimePasswords;
import io.cardport.domain.usecase.SendOneTimePasswords.Fate;
import io.cardport.domain.webhook.OneTimePassword;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Signal;
import io.cardport.domain.webhook.SignatureScheme;
import io.cardport.domain.webhook.VerifiedDelivery;
import io.cardport.domain.webhook.Webhooks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From an issuer's webhook to the endpoints that name it, through memory alone. */
@Timeout(60)
class OneTimePasswordsTest {
    private static final EventFilter NAMED = new EventFilter.Only(Set.of(EventType.CARD_OTP));
    private static final EventFilter ALL_AND_NAMED = new EventFilter.Every(Set.of(EventType.CARD_OTP));
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(1), Duration.ofMillis(2));

    private record Sent(String path, EventId event, String body) {}

    private final House house = new House();
    private final LinkedBlockingQueue<Fate> fates = new LinkedBlockingQueue<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final Queue<Reception> receptions = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Runnable> during = new AtomicReference<>(() -> {});
    private SendOneTimePasswords sender = sender(Duration.ofMinutes(3), 8, 4);

    OneTimePasswordsTest() {
        house.issuer.extras.add(new PasswordWebhooks());
    }

    @AfterEach
    void close() {
        sender.close();
    }

    private SendOneTimePasswords sender(Duration lifetime, int atOnce, int each) {
        return new SendOneTimePasswords(
                house.context,
                this::receive,
                (event, card, password, at) -> password.code()
                        .reveal(code -> (card.value() + " " + new String(code)).getBytes(StandardCharsets.UTF_8)),
                new SendOneTimePasswords.Pace(lifetime, PAUSES, Duration.ofSeconds(5), atOnce, each),
                fates::add);
    }

    private Reception receive(Courier.Parcel parcel) {
        sent.add(new Sent(parcel.url().getPath(), parcel.event(), new String(parcel.body(), StandardCharsets.UTF_8)));
        bodies.add(parcel.body());
        during.get().run();
        return Optional.ofNullable(receptions.poll()).orElse(new Reception.Taken(204));
    }

    private WebhookEndpoint endpoint(String path, EventFilter filter) {
        var made = new ManageEndpoints(house.context, () -> Secret.of("whsec_AAAA"))
                .create(
                        house.distributor,
                        new Terms(URI.create("https://example.com" + path), filter, ""),
                        new Once.Unkeyed<>());
        return ((Result.Settled<ManageEndpoints.Keyed>) made).resource().endpoint();
    }

    private ReceiveWebhook.Reception push(String event, ProviderRef card) {
        byte[] body = (event + " " + card.value()).getBytes(StandardCharsets.UTF_8);
        return new ReceiveWebhook(house.context, house.stores, sender)
                .handle(new RawDelivery("memory", Map.of(), body, house.clock.instant()))
                .toCompletableFuture()
                .join();
    }

    private Fate fate() throws InterruptedException {
        return Optional.ofNullable(fates.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }

    private static ProviderRef reference(Card card) {
        return card.atProvider().reference().orElseThrow();
    }

    @Test
    void goesToThoseWhoNameItUnderOneIdAndLeavesNothingBehind() throws Exception {
        Card card = house.activeCard();
        endpoint("/named", NAMED);
        endpoint("/all-and-named", ALL_AND_NAMED);
        endpoint("/all", new EventFilter.Every());

        assertThat(push("e1", reference(card))).isInstanceOf(ReceiveWebhook.Reception.Admitted.class);

        assertThat(List.of(fate(), fate())).containsOnly(Fate.RECEIVED);
        assertThat(sent).extracting(Sent::path).containsExactlyInAnyOrder("/named", "/all-and-named");
        assertThat(sent).extracting(Sent::body).containsOnly(card.id().value() + " 123456");
        assertThat(sent).extracting(Sent::event).containsOnly(sent.getFirst().event());
        sender.close();
        for (byte[] body : bodies) {
            while (body[0] != 0) {
                Thread.sleep(1);
            }
            assertThat(body).containsOnly(0);
        }
    }

    @Test
    void aRepetitionIsNotSentAgain() throws Exception {
        Card card = house.activeCard();
        endpoint("/named", NAMED);

        push("e1", reference(card));
        assertThat(push("e1", reference(card))).isEqualTo(new ReceiveWebhook.Reception.Duplicate());
        push("e2", reference(card));

        assertThat(List.of(fate(), fate())).containsOnly(Fate.RECEIVED);
        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst().event()).isNotEqualTo(sent.getLast().event());
    }

    @Test
    void isTriedAFewTimesUnderTheSameIdAndThenDropped() throws Exception {
        Card card = house.activeCard();
        endpoint("/named", NAMED);
        receptions.add(new Reception.Declined(500, Optional.empty()));
        push("e1", reference(card));
        assertThat(fate()).isEqualTo(Fate.RECEIVED);
        assertThat(sent)
                .hasSize(2)
                .extracting(Sent::event)
                .containsOnly(sent.getFirst().event());

        for (int attempt = 0; attempt < 3; attempt++) {
            receptions.add(new Reception.Unreached(Reception.Cause.CONNECT));
        }
        push("e2", reference(card));
        assertThat(fate()).isEqualTo(Fate.EXPIRED);
        assertThat(sent).hasSize(5);
    }

    @Test
    void isNotSentWhenItIsWorthNothingAnyMore() throws Exception {
        Card card = house.activeCard();
        endpoint("/named", NAMED);
        receptions.add(new Reception.Declined(429, Optional.of(Duration.ofSeconds(181))));
        push("e1", reference(card));
        assertThat(fate()).as("the receiver asks for more time than there is").isEqualTo(Fate.EXPIRED);

        receptions.add(new Reception.Declined(500, Optional.empty()));
        during.set(() -> house.clock.advance(Duration.ofMinutes(3)));
        push("e2", reference(card));
        assertThat(fate()).isEqualTo(Fate.EXPIRED);
        assertThat(sent).hasSize(2);
    }

    @Test
    void nobodyIsToldWhoMustNotBe() throws Exception {
        Card card = house.activeCard();
        push("e1", reference(card));
        assertThat(fate()).isEqualTo(Fate.UNWANTED);

        WebhookEndpoint endpoint = endpoint("/named", NAMED);
        push("e2", new ProviderRef("nobody"));
        assertThat(fate()).isEqualTo(Fate.UNKNOWN_CARD);

        receptions.add(new Reception.Declined(500, Optional.empty()));
        during.set(() -> new ManageEndpoints(house.context, () -> Secret.of("whsec_AAAA"))
                .update(
                        house.distributor,
                        endpoint.id(),
                        new ManageEndpoints.Change(
                                Optional.empty(),
                                Optional.of(new EventFilter.Every()),
                                Optional.empty(),
                                Optional.empty()),
                        new Once.Unkeyed<>()));
        push("e3", reference(card));
        assertThat(fate()).as("the wish was withdrawn between two attempts").isEqualTo(Fate.WITHDRAWN);

        during.set(() -> {});
        endpoint("/other", NAMED);
        new FreezeCards(house.context)
                .set(new Actor.System(), new Reach.OfCardholder(card.owner().cardholder()), "", new Once.Unkeyed<>());
        push("e4", reference(card));
        assertThat(fate()).isEqualTo(Fate.WITHHELD);
        assertThat(sent).hasSize(1);
    }

    @Test
    void oneThatIsGoneIsSwitchedOff() throws Exception {
        Card card = house.activeCard();
        WebhookEndpoint endpoint = endpoint("/named", NAMED);
        receptions.add(new Reception.Gone());
        push("e1", reference(card));
        assertThat(fate()).isEqualTo(Fate.WITHDRAWN);
        Optional<WebhookEndpoint> after = house.stores.read(
                all -> all.endpoints().find(new io.cardport.domain.account.Scope.Everything(), endpoint.id()));
        assertThat(after.orElseThrow().state())
                .isEqualTo(new WebhookEndpoint.State.Disabled(WebhookEndpoint.Reason.GONE));
    }

    @Test
    void aHangingReceiverHoldsABoundedNumberAndKeepsNobodyElseWaiting() throws Exception {
        sender = sender(Duration.ofMinutes(3), 8, 2);
        Card card = house.activeCard();
        endpoint("/hangs", NAMED);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(2);
        during.set(() -> {
            hanging.countDown();
            try {
                release.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
        push("e1", reference(card));
        push("e2", reference(card));
        assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
        push("e3", reference(card));
        assertThat(fate()).isEqualTo(Fate.CROWDED);
        assertThat(sent).hasSize(2);
        release.countDown();
        assertThat(List.of(fate(), fate())).containsOnly(Fate.RECEIVED);
    }

    /** The content is the event's name and the card. */
    private static final class PasswordWebhooks implements Webhooks {
        @Override
        public SignatureScheme scheme() {
            return delivery -> new SignatureScheme.Verdict.Genuine(delivery.body());
        }

        @Override
        public String dedupe(VerifiedDelivery delivery) {
            return new String(delivery.content(), StandardCharsets.UTF_8);
        }

        @Override
        public byte[] blanked(VerifiedDelivery delivery) {
            return new byte[0];
        }

        @Override
        public List<Signal> read(VerifiedDelivery delivery) {
            return List.of(new Signal.Irrelevant("password"));
        }

        @Override
        public Optional<OneTimePassword> oneTimePassword(VerifiedDelivery delivery) {
            String card = new String(delivery.content(), StandardCharsets.UTF_8).split(" ", 2)[1];
            return Optional.of(new OneTimePassword(
                    new ProviderRef(card),
                    OneTimePassword.Purpose.PAYMENT,
                    Secret.of("123456"),
                    OneTimePassword.Details.NONE));
        }
    }
}
