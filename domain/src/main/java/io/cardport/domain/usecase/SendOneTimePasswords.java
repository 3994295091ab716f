package io.cardport.domain.usecase;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardAsk;
import io.cardport.domain.card.CardLifecycle;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.OneTimePasswordBody;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.delivery.WebhookSecret;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.EndpointId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.store.ReferenceStore.Kind;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.domain.store.StoreUnavailable;
import io.cardport.domain.store.Stores;
import io.cardport.domain.webhook.OneTimePassword;
import io.cardport.domain.webhook.OneTimePasswords;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Takes one-time passwords to the endpoints that name {@link EventType#CARD_OTP}, from memory and past the queue: a few
 * attempts within a few minutes, then it is dropped. Nothing of it is stored, so a process that ends takes it along, and it
 * has neither a version nor a place among other events. Where a card may not be revealed no password for it is told.
 */
public final class SendOneTimePasswords implements OneTimePasswords, AutoCloseable {
    private static final CardAsk TELLING = new CardAsk.Reveal(false);

    private final Context context;
    private final Courier courier;
    private final OneTimePasswordBody body;
    private final Pace pace;
    private final Consumer<Fate> counted;
    private final Semaphore places;
    /** Finding out for whom one is must not take the room that sending it needs. */
    private final Semaphore spreading;

    private final Set<Place> taken = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("one-time-password-", 0).factory());

    /**
     * How hard it is tried.
     *
     * @param lifetime from its arrival until it is worth nothing
     * @param pauses between attempts; there is one more attempt than pauses
     * @param timeout for one attempt as a whole
     * @param atOnce how many are under way at most
     * @param atOnceEach how many of them for one endpoint
     */
    public record Pace(Duration lifetime, List<Duration> pauses, Duration timeout, int atOnce, int atOnceEach) {
        /** Copies the list. */
        public Pace {
            pauses = List.copyOf(pauses);
        }

        /**
         * Five attempts within three minutes.
         *
         * @param timeout for one attempt as a whole
         * @return the usual pace
         */
        public static Pace usual(Duration timeout) {
            List<Duration> pauses = List.of(
                    Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(30), Duration.ofSeconds(60));
            return new Pace(Duration.ofMinutes(3), pauses, timeout, 256, 16);
        }
    }

    /** What became of one, counted for each endpoint that it was for. */
    public enum Fate {
        /** The receiver has it. */
        RECEIVED,
        /** No endpoint names them. */
        UNWANTED,
        /** The card is nobody's here. */
        UNKNOWN_CARD,
        /** The card is frozen, locked by an admin, or not in use. */
        WITHHELD,
        /** Too many were under way. */
        CROWDED,
        /** It was worth nothing any more before a receiver had it, or all attempts had failed. */
        EXPIRED,
        /** The endpoint was removed, changed or switched off meanwhile. */
        WITHDRAWN,
        /** It was lost through a failure of our own, or because the process ended. */
        LOST
    }

    private record Place(EndpointId endpoint, int number) {}

    private record Errand(CardId card, EndpointId endpoint, EventId event, byte[] json, Instant end) {}

    private sealed interface Addressees {
        record None(Fate why) implements Addressees {}

        record Some(CardId card, List<EndpointId> endpoints) implements Addressees {}
    }

    private sealed interface Step {
        record Over(Fate fate) implements Step {}

        record Again(Duration least) implements Step {}
    }

    /**
     * Makes the use case.
     *
     * @param context what it works with
     * @param courier makes the attempts
     * @param body writes them
     * @param pace how hard it is tried
     * @param counted learns what became of each
     */
    public SendOneTimePasswords(
            Context context, Courier courier, OneTimePasswordBody body, Pace pace, Consumer<Fate> counted) {
        this.context = context;
        this.courier = courier;
        this.body = body;
        this.pace = pace;
        this.counted = counted;
        this.places = new Semaphore(pace.atOnce());
        this.spreading = new Semaphore(pace.atOnce());
    }

    @Override
    public void arrived(String account, OneTimePassword password, Instant receivedAt) {
        begin(spreading, () -> spread(account, password, receivedAt), password::close);
    }

    /** The end is run whatever happens, also where nothing is begun. */
    private void begin(Semaphore room, Runnable work, Runnable end) {
        if (!room.tryAcquire()) {
            end.run();
            counted.accept(Fate.CROWDED);
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException failed) {
                    // Its message may quote what must not be seen.
                    System.getLogger(SendOneTimePasswords.class.getName())
                            .log(System.Logger.Level.WARNING, "a one-time password was lost: {0}", failed.getClass());
                    counted.accept(Fate.LOST);
                } finally {
                    room.release();
                    end.run();
                }
            });
        } catch (RejectedExecutionException closed) {
            room.release();
            end.run();
            counted.accept(Fate.LOST);
        }
    }

    private void spread(String account, OneTimePassword password, Instant receivedAt) {
        switch (context.work().write(stores -> addressees(stores, account, password.card()))) {
            case Addressees.None(Fate why) -> counted.accept(why);
            case Addressees.Some(CardId card, List<EndpointId> endpoints) -> {
                EventId event = context.ids().event();
                byte[] json = body.write(event, card, password, receivedAt);
                Instant end = receivedAt.plus(pace.lifetime());
                endpoints.forEach(endpoint -> send(new Errand(card, endpoint, event, json.clone(), end)));
                Arrays.fill(json, (byte) 0);
            }
        }
    }

    private Addressees addressees(Stores stores, String account, ProviderRef reference) {
        Optional<Subject> known = stores.references().find(new Reference(account, Kind.CARD, reference));
        if (known.isEmpty() || !(known.get() instanceof Subject.OfCard(CardId id))) {
            return new Addressees.None(Fate.UNKNOWN_CARD);
        }
        Card card = stores.cards().find(new Scope.Everything(), id).orElseThrow();
        List<EndpointId> endpoints = stores.endpoints().naming(card.owner().distributor(), EventType.CARD_OTP).stream()
                .map(WebhookEndpoint::id)
                .toList();
        if (endpoints.isEmpty()) {
            return new Addressees.None(Fate.UNWANTED);
        }
        return mayBeTold(stores, card) ? new Addressees.Some(id, endpoints) : new Addressees.None(Fate.WITHHELD);
    }

    private static boolean mayBeTold(Stores stores, Card card) {
        return !(CardLifecycle.answer(card.effectiveState(), TELLING) instanceof CardLifecycle.Answer.No)
                && Freezes.hindrance(stores, card, TELLING).isEmpty();
    }

    private void send(Errand errand) {
        Optional<Place> place = IntStream.range(0, pace.atOnceEach())
                .mapToObj(number -> new Place(errand.endpoint(), number))
                .filter(taken::add)
                .findFirst();
        if (place.isEmpty()) {
            Arrays.fill(errand.json(), (byte) 0);
            counted.accept(Fate.CROWDED);
            return;
        }
        begin(places, () -> counted.accept(carry(errand)), () -> {
            Arrays.fill(errand.json(), (byte) 0);
            taken.remove(place.get());
        });
    }

    private Fate carry(Errand errand) {
        for (Duration pause : pace.pauses()) {
            switch (attempt(errand)) {
                case Step.Over(Fate fate) -> {
                    return fate;
                }
                case Step.Again(Duration least) -> {
                    Duration rest = least.compareTo(pause) > 0 ? least : pause;
                    if (rest.compareTo(left(errand)) >= 0) {
                        return Fate.EXPIRED;
                    }
                    try {
                        Thread.sleep(rest);
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                        return Fate.LOST;
                    }
                }
            }
        }
        return switch (attempt(errand)) {
            case Step.Over(Fate fate) -> fate;
            case Step.Again ignored -> Fate.EXPIRED;
        };
    }

    private Duration left(Errand errand) {
        return Duration.between(context.now(), errand.end());
    }

    /** Endpoint, secrets and card are read for each attempt: what was true minutes ago may be over. */
    private Step attempt(Errand errand) {
        try {
            Optional<Courier.Parcel> parcel = context.work().write(stores -> parcel(stores, errand));
            if (parcel.isEmpty()) {
                return new Step.Over(Fate.WITHDRAWN);
            }
            if (!parcel.get().timeout().isPositive()) {
                return new Step.Over(Fate.EXPIRED);
            }
            return after(errand, courier.deliver(parcel.get()));
        } catch (StoreUnavailable away) {
            return new Step.Again(Duration.ZERO);
        }
    }

    private Optional<Courier.Parcel> parcel(Stores stores, Errand errand) {
        Optional<WebhookEndpoint> endpoint = stores.endpoints()
                .find(new Scope.Everything(), errand.endpoint())
                .filter(found -> found.state() instanceof State.Enabled)
                .filter(found -> found.terms().filter().passes(EventType.CARD_OTP));
        if (endpoint.isEmpty()
                || !mayBeTold(
                        stores,
                        stores.cards()
                                .find(new Scope.Everything(), errand.card())
                                .orElseThrow())) {
            return Optional.empty();
        }
        var secrets = stores.endpoints().secrets(errand.endpoint(), context.now()).stream()
                .map(WebhookSecret::value)
                .toList();
        Duration left = left(errand);
        Duration timeout = left.compareTo(pace.timeout()) < 0 ? left : pace.timeout();
        return Optional.of(
                new Courier.Parcel(errand.event(), endpoint.get().terms().url(), errand.json(), secrets, timeout));
    }

    private Step after(Errand errand, Reception reception) {
        return switch (reception) {
            case Reception.Taken ignored -> new Step.Over(Fate.RECEIVED);
            case Reception.Gone() -> {
                Instant now = context.now();
                context.work().write(stores -> {
                    stores.endpoints()
                            .lock(new Scope.Everything(), errand.endpoint())
                            .ifPresent(endpoint -> DeliverEvents.switchOff(stores, endpoint, now));
                    return now;
                });
                yield new Step.Over(Fate.WITHDRAWN);
            }
            case Reception.Declined(int ignored, Optional<Duration> retryAfter) ->
                new Step.Again(retryAfter.orElse(Duration.ZERO));
            case Reception.Unreached ignored -> new Step.Again(Duration.ZERO);
        };
    }

    /** Drops what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
