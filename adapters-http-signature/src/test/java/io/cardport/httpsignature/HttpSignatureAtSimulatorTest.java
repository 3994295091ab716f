package io.cardport.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.KeyRegistration;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.WebhookRegistration;
import io.cardport.domain.webhook.RawDelivery;
import io.cardport.domain.webhook.Webhooks;
import io.cardport.simulators.frame.WebhookMode;
import io.cardport.testkit.SequentialIds;
import io.cardport.testkit.issuing.People;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract of all issuers does not ask: accounts, challenges, registrations, and webhooks as they are sent. */
class HttpSignatureAtSimulatorTest {
    private final HttpSignatureBench bench = new HttpSignatureBench();
    private final SequentialIds ids = new SequentialIds(77);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anAccountIsOpenedOnceAndHasOneCardOfAType() {
        ProviderRef holder = approved();
        IssuedCard first = done(bench.provider().issue(issue(holder)));
        Outcome<IssuedCard> second = bench.provider().issue(issue(holder));

        assertThat(first.references()).containsKey("accountId");
        assertThat(second)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.CARD_LIMIT_REACHED));
        assertThat(bench.offblocks().state().path("accounts")).hasSize(1);
    }

    @Test
    void aCardWaitsForItsAccount() {
        set("auto-open", 0);
        IssueCommand command = issue(approved());

        assertThat(bench.provider().issue(command))
                .isEqualTo(new Outcome.NotSent<IssuedCard>(Outcome.NotSentCause.ISSUER_BUSY));
        String account =
                bench.offblocks().state().path("accounts").path(0).path("id").asText();
        control("/accounts/" + account + "/activate");

        assertThat(done(bench.provider().issue(command)).references()).containsEntry("accountId", account);
    }

    @Test
    void aChallengeIsShownAndAnswered() {
        set("challenge", 1);
        OnboardCommand command = onboard(Optional.empty(), Optional.empty());
        OnboardedHolder holder = done(bench.provider().onboard(command));
        assertThat(holder.seen().reading()).isEqualTo(ApplicantReading.INCOMPLETE);
        assertThat(holder.seen().next().challenge()).isPresent();

        var again = bench.provider().can(ApplicantResubmission.class).orElseThrow();
        assertThat(again.resubmit(onboard(Optional.of(holder.holder()), Optional.empty())))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().missing()).containsExactly("challengeResponse"));
        assertThat(done(again.resubmit(onboard(Optional.of(holder.holder()), Optional.of("c2lnbmVk"))))
                        .seen()
                        .reading())
                .isEqualTo(ApplicantReading.IN_REVIEW);
    }

    @Test
    void anAccountsChallengeShowsAtTheHolder() {
        set("account-challenge", 1);
        ProviderRef holder = approved();

        assertThat(bench.provider().issue(issue(holder)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.HOLDER_NOT_READY));
        assertThat(seen(holder).reading()).isEqualTo(ApplicantReading.INCOMPLETE);
        done(bench.provider()
                .can(ApplicantResubmission.class)
                .orElseThrow()
                .resubmit(onboard(Optional.of(holder), Optional.of("c2lnbmVk"))));
        assertThat(seen(holder).reading()).isEqualTo(ApplicantReading.APPROVED);
        assertThat(bench.provider().issue(issue(holder))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aChangeIsReadFromTheCardWhateverItIsAnsweredWith() {
        ProviderRef card =
                done(bench.provider().issue(issue(approved()))).seen().card();
        bench.settle(card);
        for (int status : new int[] {200, 202, 204}) {
            set("change-status", status);
            var controls = bench.provider().can(CardControls.class).orElseThrow();
            assertThat(done(controls.lock(new CardCommand(ids.operation(), card, ""))))
                    .isEqualTo(new CardChanged(CardReading.LOCKED, "inactive", Optional.empty()));
            assertThat(done(controls.unlock(new CardCommand(ids.operation(), card, "")))
                            .reading())
                    .isEqualTo(CardReading.ACTIVE);
        }
    }

    @Test
    void theKeyAndTheAddressAreRegistered() {
        set("list-envelope", 1);
        var registered =
                done(bench.provider().can(KeyRegistration.class).orElseThrow().registerKey());
        assertThat(registered.keyId()).isNotBlank();

        var webhooks = bench.provider().can(WebhookRegistration.class).orElseThrow();
        URI address = URI.create("http://127.0.0.1:9/webhooks/x");
        // The key that was registered has another name from now on: what names the former one is turned away.
        assertThat(webhooks.registerWebhooks(address))
                .isEqualTo(new Outcome.NotSent<Applied>(Outcome.NotSentCause.CREDENTIALS_REFUSED));
    }

    @Test
    void webhooksAreVerifiedWithTheKeyThatTheIssuerShows() throws Exception {
        try (var inbox = new Inbox()) {
            done(bench.provider().can(WebhookRegistration.class).orElseThrow().registerWebhooks(inbox.address()));
            Webhooks webhooks = bench.provider().can(Webhooks.class).orElseThrow();
            approved();
            RawDelivery genuine = inbox.next();
            assertThat(genuine.check(webhooks.scheme())).isInstanceOf(RawDelivery.Check.Verified.class);

            bench.offblocks().webhooks(WebhookMode.FORGE, 1);
            approved();
            // Those of before may still be on their way.
            RawDelivery.Check verdict = inbox.next().check(webhooks.scheme());
            while (verdict instanceof RawDelivery.Check.Verified) {
                verdict = inbox.next().check(webhooks.scheme());
            }
            assertThat(verdict).isInstanceOf(RawDelivery.Check.Rejected.class);
        }
    }

    private ProviderRef approved() {
        OnboardedHolder holder = done(bench.provider().onboard(onboard(Optional.empty(), Optional.empty())));
        bench.approve(holder.holder());
        return holder.holder();
    }

    private ApplicantSeen seen(ProviderRef holder) {
        return switch (bench.provider()
                .can(ApplicantScreening.class)
                .orElseThrow()
                .applicant(holder, bench.product().reference())) {
            case Look.Found<ApplicantSeen>(ApplicantSeen seen) -> seen;
            case Look<ApplicantSeen> other -> throw new AssertionError(other.toString());
        };
    }

    private OnboardCommand onboard(Optional<ProviderRef> known, Optional<String> response) {
        long number = ids.card().value().hashCode() & 0xFFFF_FFFFL;
        return new OnboardCommand(
                ids.operation(),
                ids.cardholder(),
                known,
                Optional.empty(),
                People.person(number, bench.details(number)),
                Documents.NONE,
                response);
    }

    private IssueCommand issue(ProviderRef holder) {
        return new IssueCommand(
                ids.operation(),
                ids.card(),
                new IssueCommand.HolderAtProvider(holder, People.person(1)),
                bench.product(),
                bench.options(),
                Optional.empty());
    }

    private void set(String name, int value) {
        bench.offblocks()
                .call("POST", "/settings", JsonNodeFactory.instance.objectNode().put(name, value));
    }

    private void control(String path) {
        bench.offblocks().call("POST", path, JsonNodeFactory.instance.objectNode());
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome<T> other -> throw new AssertionError(other.toString());
        };
    }

    /** Where webhooks go in this test. */
    private static final class Inbox implements AutoCloseable {
        private final BlockingQueue<RawDelivery> arrived = new LinkedBlockingQueue<>();
        private final HttpServer server;

        Inbox() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/webhooks/x", exchange -> {
                Map<String, List<String>> headers = new HashMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
                byte[] body = exchange.getRequestBody().readAllBytes();
                arrived.add(new RawDelivery("x", Optional.of(address()), headers, body, Instant.now()));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/x");
        }

        RawDelivery next() throws InterruptedException {
            return Optional.ofNullable(arrived.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
