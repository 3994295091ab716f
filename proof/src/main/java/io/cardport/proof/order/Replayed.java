package io.cardport.proof.order;

import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardListing;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.domain.webhook.Webhooks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An issuer from a tape: what it answers was recorded, what it pushes is read by the real adapter. It has no ability beside
 * those, so nothing leaves this machine.
 */
final class Replayed implements Passing, CardLookup, CardListing, OrderLookup {
    private final Tape tape;
    private volatile int now;
    private Runnable meanwhile = () -> {};
    private final ThreadLocal<Supplier<CardSeen>> looking = ThreadLocal.withInitial(() -> this::shown);

    Replayed(Tape tape, int now) {
        this.tape = tape;
        this.now = now;
    }

    @Override
    public IssuingProvider provider() {
        return tape.provider();
    }

    /** What happens while the issuer makes the card, before its answer. */
    void meanwhile(Runnable first) {
        meanwhile = first;
    }

    /** How far the life has come. */
    void comeTo(int place) {
        now = place;
    }

    /** Lets looks of the calling thread see something else. */
    void lookThrough(Supplier<CardSeen> glass) {
        looking.set(glass);
    }

    CardSeen shown() {
        return tape.seen().get(now);
    }

    @Override
    public <C extends Capability> Optional<C> can(Class<C> capability) {
        if (capability == Webhooks.class || capability == UnsignedWebhooks.class) {
            return tape.provider().can(capability);
        }
        boolean recorded = capability == CardLookup.class
                || capability == CardListing.class
                || capability == OrderLookup.class && tape.order().isPresent();
        return recorded && tape.provider().can(capability).isPresent()
                ? Optional.of(capability.cast(this))
                : Optional.empty();
    }

    @Override
    public Outcome<IssuedCard> issue(IssueCommand command) {
        meanwhile.run();
        return tape.answer();
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        return new Look.Found<>(looking.get().get());
    }

    /** Before the card there is none. */
    @Override
    public Look<List<IssuedCard>> cardsOf(ProviderRef holder, ProviderRef product) {
        return new Look.Found<>(List.of());
    }

    @Override
    public Look<OrderSeen> order(ProviderRef order) {
        return tape.order().<Look<OrderSeen>>map(Look.Found::new).orElseGet(Look.Absent::new);
    }
}
