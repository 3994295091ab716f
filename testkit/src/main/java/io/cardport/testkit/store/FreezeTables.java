package io.cardport.testkit.store;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.freeze.Freeze;
import io.cardport.domain.freeze.Hold;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.FreezeId;
import io.cardport.domain.store.FreezeStore;
import io.cardport.domain.store.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Freezes in memory; transactions follow one another here, so that their lock is always there. */
record FreezeTables(Tables tables) implements FreezeStore {
    /** The rows. */
    static final class Rows {
        private final Map<FreezeId, Kept> freezes;
        private final Map<Key, Held> holds;

        Rows() {
            freezes = new LinkedHashMap<>();
            holds = new LinkedHashMap<>();
        }

        Rows(Rows from) {
            freezes = new LinkedHashMap<>(from.freezes);
            holds = new LinkedHashMap<>(from.holds);
        }
    }

    private record Kept(Freeze freeze, String gatheredTo, Optional<Instant> gatherAt) {}

    private record Key(FreezeId freeze, CardId card) {}

    private record Held(Hold hold, Optional<Instant> next) {}

    @Override
    public void share() {}

    @Override
    public void exclude() {}

    private Map<FreezeId, Kept> freezes() {
        return tables.freezing.freezes;
    }

    private Map<Key, Held> holds() {
        return tables.freezing.holds;
    }

    @Override
    public void insert(Freeze freeze) {
        freezes().put(freeze.id(), new Kept(freeze, "", Optional.of(freeze.setAt())));
    }

    @Override
    public void lift(Freeze freeze) {
        freezes().put(freeze.id(), new Kept(freeze, "", freeze.lifted().map(Freeze.Lift::at)));
    }

    @Override
    public Optional<Freeze> find(FreezeId id) {
        return Optional.ofNullable(freezes().get(id)).map(Kept::freeze);
    }

    @Override
    public Page<Freeze> list(Page.Request page) {
        return Listing.page(
                freezes().values().stream().map(Kept::freeze).toList(),
                freeze -> true,
                freeze -> freeze.id().value(),
                page);
    }

    @Override
    public List<Freeze> standingOver(Card.Owner owner) {
        return freezes().values().stream()
                .map(Kept::freeze)
                .filter(Freeze::stands)
                .filter(freeze -> freeze.reach().covers(owner))
                .sorted(Comparator.comparing(freeze -> freeze.id().value()))
                .toList();
    }

    @Override
    public void hold(FreezeId freeze, CardId card, Instant due) {
        holds().put(new Key(freeze, card), new Held(new Hold(freeze, card, Hold.State.PENDING, 0), Optional.of(due)));
    }

    @Override
    public List<FreezeId> takeUngathered(Instant now, Instant leaseUntil) {
        List<Kept> due = freezes().values().stream()
                .filter(kept -> kept.gatherAt().filter(at -> !at.isAfter(now)).isPresent())
                .toList();
        due.forEach(kept ->
                freezes().put(kept.freeze().id(), new Kept(kept.freeze(), kept.gatheredTo(), Optional.of(leaseUntil))));
        return due.stream().map(kept -> kept.freeze().id()).toList();
    }

    @Override
    public int gather(Freeze freeze, int most, Instant now) {
        String from = Optional.ofNullable(freezes().get(freeze.id()))
                .map(Kept::gatheredTo)
                .orElse("");
        List<CardId> found = (freeze.stands() ? reached(freeze) : held(freeze))
                .stream()
                        .filter(card -> card.value().compareTo(from) > 0)
                        .sorted(Comparator.comparing(CardId::value))
                        .limit(most)
                        .toList();
        for (CardId card : found) {
            Held known = holds().get(new Key(freeze.id(), card));
            if (known == null) {
                hold(freeze.id(), card, now);
            } else if (!freeze.stands() && known.hold().state() != Hold.State.RELEASED) {
                holds().put(
                                new Key(freeze.id(), card),
                                new Held(
                                        new Hold(freeze.id(), card, known.hold().state(), 0), Optional.of(now)));
            }
        }
        String to = found.isEmpty() ? from : found.getLast().value();
        freezes().put(freeze.id(), new Kept(freeze, to, found.size() < most ? Optional.empty() : Optional.of(now)));
        return found.size();
    }

    private List<CardId> reached(Freeze freeze) {
        return tables.cards.values().stream()
                .filter(card -> freeze.reach().covers(card.owner()))
                .filter(card -> card.standing().state() instanceof CardState.Active
                        || card.standing().state() instanceof CardState.Locked)
                .map(Card::id)
                .toList();
    }

    private List<CardId> held(Freeze freeze) {
        return holds().keySet().stream()
                .filter(key -> key.freeze().equals(freeze.id()))
                .map(Key::card)
                .toList();
    }

    @Override
    public List<Hold> takeDue(Instant now, Instant leaseUntil, int limit) {
        List<Held> due = holds().values().stream()
                .filter(held -> held.next().filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(held -> held.next().orElseThrow()))
                .limit(limit)
                .toList();
        due.forEach(held -> put(held.hold(), Optional.of(leaseUntil)));
        return due.stream().map(Held::hold).toList();
    }

    private void put(Hold hold, Optional<Instant> next) {
        holds().put(new Key(hold.freeze(), hold.card()), new Held(hold, next));
    }

    @Override
    public void note(Hold hold, Optional<Instant> next) {
        put(hold, next);
    }

    @Override
    public void forget(FreezeId freeze, CardId card) {
        holds().remove(new Key(freeze, card));
    }

    @Override
    public Map<Hold.State, Integer> counts(FreezeId freeze) {
        Map<Hold.State, Integer> counts = new EnumMap<>(Hold.State.class);
        holds().values().stream()
                .filter(held -> held.hold().freeze().equals(freeze))
                .forEach(held -> counts.merge(held.hold().state(), 1, Integer::sum));
        return counts;
    }

    @Override
    public Gathering gathering(FreezeId freeze) {
        return Optional.ofNullable(freezes().get(freeze))
                        .flatMap(Kept::gatherAt)
                        .isPresent()
                ? Gathering.GOING_ON
                : Gathering.DONE;
    }

    @Override
    public List<CardId> in(FreezeId freeze, Hold.State state, int most) {
        return holds().values().stream()
                .map(Held::hold)
                .filter(hold -> hold.freeze().equals(freeze) && hold.state() == state)
                .map(Hold::card)
                .sorted(Comparator.comparing(CardId::value))
                .limit(most)
                .toList();
    }
}
