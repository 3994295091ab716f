package io.cardport.proof.cut;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.CardStore;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.ReferenceStore;
import io.cardport.domain.store.ReferenceStore.Reference;
import io.cardport.proof.cut.Tally.Count;
import io.cardport.proof.parts.Issuer;
import io.cardport.proof.parts.Site;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One holder with one card, from the registration to the close, with connections cut under what is asked for. It ends where
 * a person would have to look, as what comes then depends on what the person finds.
 */
final class Chain {
    private static final Duration ROUND = Duration.ofSeconds(20);
    /** The promise is fifteen minutes after an attempt's end. */
    private static final int ROUNDS = 51;

    private static final int PULLED_EVERY = 3;
    private static final int DAYS = 4;

    private final Workplace workplace;
    private final Site site;
    private final long person;
    private final Books books;
    private final Tally tally;
    private boolean ended;
    private int cuts;

    Chain(Workplace workplace, Site site, long person, Tally tally) {
        this.workplace = workplace;
        this.site = site;
        this.person = person;
        this.books = Books.of(workplace.issuer().name());
        this.tally = tally;
    }

    /** What an issuer had before something was asked for. */
    private record Before(Set<OperationId> operations, Optional<BigDecimal> balance) {}

    /**
     * Lives through it.
     *
     * @param from the first act that is cut; those before prepare it
     * @param day what is done with the card, in this order
     * @return how many cuts were made
     */
    int live(Act from, List<Act> day) throws InterruptedException {
        goThrough(from, day);
        return cuts;
    }

    private void goThrough(Act from, List<Act> daily) throws InterruptedException {
        act(Act.REGISTER, from);
        if (ended || holder().isEmpty() || !approved()) {
            return;
        }
        act(Act.ISSUE, from);
        if (ended || !usable()) {
            return;
        }
        for (int day = 0; day < DAYS && !ended; day++) {
            for (Act act : daily) {
                if (!ended) {
                    act(act, from);
                }
            }
        }
        if (!ended) {
            act(Act.UPDATE_HOLDER, from);
        }
        if (!ended) {
            act(Act.CLOSE, from);
        }
    }

    private void act(Act act, Act from) throws InterruptedException {
        Before before = new Before(operationIds(), books.balance(state(), person));
        Optional<Cut> cut = act.compareTo(from) < 0 ? Optional.empty() : workplace.plan(act);
        cut.ifPresentOrElse(workplace.proxy()::lay, workplace.proxy()::rest);
        long began = System.nanoTime();
        try {
            act.perform(site, new Act.Subject(workplace.issuer().goods(), person, holder(), card().map(Card::id)));
        } catch (RuntimeException thrown) {
            tally.wrong(Count.THROWN, act + " " + cut + " " + thrown);
            ended = true;
        }
        if (late(began)) {
            tally.wrong(Count.SLOW, act + " " + cut);
            workplace.proxy().passAll();
        }
        workplace.learn(act, cut);
        boolean made = cut.isPresent() && workplace.proxy().fired();
        if (made) {
            tally.cut(act, cut.get());
            cuts++;
        } else {
            tally.count(Count.UNCUT);
        }
        Optional<Cut> again = made ? workplace.planLook() : Optional.empty();
        again.ifPresentOrElse(workplace.proxy()::lay, workplace.proxy()::rest);
        settle();
        workplace.proxy().rest();
        judge(act, before, act + " " + cut + again.map(look -> " then " + look).orElse(""));
    }

    private static boolean late(long began) {
        return System.nanoTime() - began > Workplace.DEADLINE.toNanos();
    }

    private void settle() throws InterruptedException {
        for (int round = 0; round < ROUNDS && !quiet(); round++) {
            pass(round);
        }
    }

    private void pass(int round) throws InterruptedException {
        workplace.pass(ROUND);
        if (round % PULLED_EVERY == 0) {
            site.pull();
        }
        long began = System.nanoTime();
        site.work();
        if (late(began)) {
            workplace.proxy().passAll();
        }
        if (workplace.proxy().fired()) {
            tally.count(Count.CUTS_OF_LOOKS);
            cuts++;
            workplace.proxy().rest();
        }
    }

    private boolean quiet() {
        boolean open = site.operations().stream()
                .anyMatch(operation ->
                        !operation.state().settled() && !(operation.state() instanceof OperationState.InReview));
        return !open && card().flatMap(card -> card.standing().change()).isEmpty();
    }

    private void judge(Act act, Before before, String what) {
        List<Operation> asked = site.operations().stream()
                .filter(operation -> !before.operations().contains(operation.id()))
                .toList();
        boolean reviewed = false;
        boolean succeeded = false;
        for (Operation operation : asked) {
            if (operation.state() instanceof OperationState.InReview(String reason)) {
                reviewed = true;
                tally.review(operation.kind() + " " + reason);
                if (reason.equals("idempotency_conflict")) {
                    tally.wrong(Count.CONFLICT, what);
                }
            } else if (!operation.state().settled()) {
                tally.wrong(Count.UNSETTLED, what + " " + operation.kind() + " " + operation.state());
                ended = true;
            } else if (operation.state() instanceof OperationState.Succeeded) {
                succeeded = true;
                tally.count(Count.SUCCEEDED);
            } else {
                tally.count(Count.FAILED);
            }
        }
        switch (act) {
            case REGISTER -> made(Kinds.HOLDERS, reviewed, succeeded, what);
            case ISSUE -> made(Kinds.CARDS, reviewed, succeeded, what);
            case TOP_UP, WITHDRAW -> moved(before, reviewed, succeeded, what);
            case LOOK, LOCK, BALANCE, UNLOCK, REVEAL, SET_CONTROLS, SET_PIN, PRODUCTS, ACCOUNT_BALANCES -> {}
            case UPDATE_HOLDER, CLOSE -> {}
        }
        boolean cardReviewed = card().flatMap(card -> card.standing().review()).isPresent();
        if (cardReviewed && !reviewed) {
            tally.review("card "
                    + card().orElseThrow().standing().review().orElseThrow().reason());
        }
        if (!reviewed && !cardReviewed && !ended) {
            same(what);
        }
        ended |= (reviewed && !standsAlone(act)) || cardReviewed;
    }

    /** Whether what comes then does not depend on what a person finds. */
    private static boolean standsAlone(Act act) {
        return switch (act) {
            case SET_PIN, SET_CONTROLS, UPDATE_HOLDER -> true;
            case REGISTER, ISSUE, TOP_UP, WITHDRAW, LOCK, UNLOCK, CLOSE -> false;
            case LOOK, BALANCE, REVEAL, PRODUCTS, ACCOUNT_BALANCES -> false;
        };
    }

    private enum Kinds {
        HOLDERS,
        CARDS
    }

    private void made(Kinds kinds, boolean reviewed, boolean succeeded, String what) {
        JsonNode state = state();
        Set<String> there = switch (kinds) {
            case HOLDERS -> books.holders(state, person);
            case CARDS -> books.cards(state, person).keySet();
        };
        ReferenceStore.Kind kind = switch (kinds) {
            case HOLDERS -> ReferenceStore.Kind.HOLDER;
            case CARDS -> ReferenceStore.Kind.CARD;
        };
        if (there.size() > 1) {
            tally.wrong(Count.DOUBLE, what + " " + there);
        }
        boolean unknown = there.stream().anyMatch(id -> !known(kind, id));
        if (unknown && !reviewed) {
            tally.wrong(
                    Count.LOST,
                    what + " "
                            + site.operations().stream().map(Operation::state).toList());
        }
        if (succeeded && there.isEmpty()) {
            tally.wrong(Count.PHANTOM, what);
        }
    }

    private boolean known(ReferenceStore.Kind kind, String id) {
        return site.stores()
                .read(all -> all.references().find(new Reference(Issuer.ACCOUNT, kind, new ProviderRef(id))))
                .isPresent();
    }

    private void moved(Before before, boolean reviewed, boolean succeeded, String what) {
        Optional<BigDecimal> after = books.balance(state(), person);
        if (before.balance().isEmpty() || after.isEmpty()) {
            return;
        }
        BigDecimal amount =
                BigDecimal.valueOf(workplace.issuer().goods().amount().minor(), 2);
        BigDecimal effects = after.get().subtract(before.balance().get()).abs().divide(amount);
        if (effects.compareTo(BigDecimal.ONE) > 0) {
            tally.wrong(Count.DOUBLE, what + " " + effects);
        }
        if (effects.signum() > 0 && !succeeded && !reviewed) {
            tally.wrong(Count.LOST, what);
        }
        if (effects.signum() == 0 && succeeded) {
            tally.wrong(Count.PHANTOM, what);
        }
    }

    /** Once all is settled a card is here what it is at its issuer. */
    private void same(String what) {
        Optional<Card> card = card();
        Optional<String> word = card.flatMap(known -> known.atProvider().reference())
                .map(reference -> books.cards(state(), person).getOrDefault(reference.value(), "nothing"));
        if (word.isEmpty()) {
            return;
        }
        CardState state = card.orElseThrow().standing().state();
        boolean locked = books.locked().contains(word.get());
        boolean closed = books.closed().contains(word.get());
        boolean lockedHere = state instanceof CardState.Locked;
        boolean closedHere = state instanceof CardState.Closing || state instanceof CardState.Closed;
        if (locked != lockedHere || closed != closedHere) {
            tally.wrong(Count.ELSEWHERE, what + ": " + state + " here, " + word.get() + " there");
            ended = true;
        }
    }

    private boolean approved() throws InterruptedException {
        CardholderId holder = holder().orElseThrow();
        for (int round = 0; round < ROUNDS; round++) {
            boolean done = site.stores()
                    .read(all -> all.applicants().of(holder).stream()
                            .anyMatch(applicant -> applicant.standing().state() == ApplicantState.APPROVED));
            if (done) {
                return true;
            }
            pass(round);
        }
        return false;
    }

    private boolean usable() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            if (card().filter(card -> card.standing().state() instanceof CardState.Active)
                    .isPresent()) {
                return true;
            }
            if (card().isEmpty()) {
                return false;
            }
            pass(round);
        }
        return false;
    }

    private JsonNode state() {
        return workplace.control().state();
    }

    private Set<OperationId> operationIds() {
        Set<OperationId> ids = new HashSet<>();
        site.operations().forEach(operation -> ids.add(operation.id()));
        return ids;
    }

    private Optional<CardholderId> holder() {
        return site
                .stores()
                .read(all -> all.cardholders()
                        .list(
                                new CardholderStore.Filter(
                                        new Scope.Everything(), Optional.empty(), Optional.empty(), Optional.empty()),
                                new Page.Request(2, Optional.empty()))
                        .data())
                .stream()
                .findFirst()
                .map(Cardholder::id);
    }

    private Optional<Card> card() {
        return site
                .stores()
                .read(all -> all.cards()
                        .list(
                                new CardStore.Filter(
                                        new Scope.Everything(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        CardStore.Search.ANY),
                                new Page.Request(2, Optional.empty()))
                        .data())
                .stream()
                .findFirst();
    }
}
