package io.cardport.httpsignature;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardReading;
import io.cardport.domain.card.CardType;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.funding.TransactionType;
import io.cardport.domain.holder.Address;
import io.cardport.domain.issuing.CardChanged;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardCommand;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardSeen;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.IssuedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.TransactionSeen;
import io.cardport.http.WireResult;
import io.cardport.httpsignature.HttpSignatureAnswers.Command;
import io.cardport.httpsignature.HttpSignatureClient.Reply;
import io.cardport.httpsignature.HttpSignatureWire.Account;
import io.cardport.httpsignature.HttpSignatureWire.Card;
import io.cardport.httpsignature.HttpSignatureWire.Movement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Cards: made on an account, read, deactivated, activated and terminated (sheet 3.2). */
final class HttpSignatureCards implements CardLookup, CardSearch, CardControls, CardClosing, CardTransactions {
    private final HttpSignatureClient client;
    private final HttpSignatureAccounts accounts;

    HttpSignatureCards(HttpSignatureClient client, HttpSignatureAccounts accounts) {
        this.client = client;
        this.accounts = accounts;
    }

    Outcome<IssuedCard> issue(IssueCommand command) {
        Optional<Objection> objection = objectionTo(command);
        if (objection.isPresent()) {
            return new Outcome.Refused<>(objection.get().refusal());
        }
        return switch (accounts.ready(
                command.holder().reference(), command.product().currency())) {
            case Outcome.Done<Account>(Account account) ->
                HttpSignatureAnswers.outcome(
                        Command.ISSUE,
                        client.createCard(
                                HttpSignatureClient.keyOf(command.operation().value()), account.id(), body(command)),
                        view -> Card.of(view).map(card -> issued(card, account.id())));
            case Outcome.Accepted<Account> ignored -> new Outcome.NotSent<>(Outcome.NotSentCause.ISSUER_BUSY);
            case Outcome.Refused<Account>(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Outcome.NotSent<Account>(Outcome.NotSentCause cause) -> new Outcome.NotSent<>(cause);
            case Outcome.Unknown<Account> ignored -> new Outcome.NotSent<>(Outcome.NotSentCause.ISSUER_BUSY);
        };
    }

    static Optional<Objection> objectionTo(IssueCommand command) {
        var asked = command.options();
        if (asked.initialLoad().isPresent()
                || asked.singleUse().isPresent()
                || asked.expiresAt().isPresent()
                || !asked.controls().equals(CardControlsSpec.NONE)) {
            return Optional.of(new Objection.NotOffered("a card is made without load, limits, controls or end"));
        }
        List<String> missing = new ArrayList<>();
        if (billing(command).isEmpty()) {
            missing.add("billingAddress");
        }
        if (command.product().type() == CardType.PHYSICAL
                && asked.addresses().shipping().isEmpty()) {
            missing.add("shippingAddress");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection.Missing(missing, "a card has an address"));
    }

    private static Optional<Address> billing(IssueCommand command) {
        return command.options()
                .addresses()
                .billing()
                .or(() -> command.holder().profile().address());
    }

    private static Map<String, Object> body(IssueCommand command) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", word(command.product().type()));
        billing(command).ifPresent(address -> body.put("billingAddress", HttpSignatureWire.address(address)));
        command.options()
                .addresses()
                .shipping()
                .ifPresent(address -> body.put("shippingAddress", HttpSignatureWire.address(address)));
        return body;
    }

    private static String word(CardType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** An account has one card of a type, so the one that has not ended is ours (sheet 3.2). */
    @Override
    public Look<IssuedCard> madeBy(IssueCommand command) {
        return switch (accounts.existing(
                command.holder().reference(), command.product().currency())) {
            case Look.Found<Account>(Account account) -> madeOn(account, command);
            case Look.Absent<Account> ignored -> new Look.Absent<>();
            case Look.Denied<Account>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<Account>(Look.Cause cause) -> new Look.Unavailable<>(cause);
        };
    }

    private Look<IssuedCard> madeOn(Account account, IssueCommand command) {
        Look<List<Card>> all = HttpSignatureAnswers.look(
                client.cards(account.id()),
                body -> HttpSignatureWire.items(body)
                        .map(items -> items.stream()
                                .flatMap(item -> Card.of(item).stream())
                                .toList()));
        return switch (all) {
            case Look.Found<List<Card>>(List<Card> cards) ->
                cards.stream()
                        .filter(card ->
                                card.type().equals(word(command.product().type())))
                        .filter(card -> lives(HttpSignatureLifecycle.card(card.status())))
                        .findFirst()
                        .<Look<IssuedCard>>map(card -> new Look.Found<>(issued(card, account.id())))
                        .orElseGet(Look.Absent::new);
            case Look.Absent<List<Card>> ignored -> new Look.Absent<>();
            case Look.Denied<List<Card>>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<List<Card>>(Look.Cause cause) -> new Look.Unavailable<>(cause);
        };
    }

    private static boolean lives(CardReading reading) {
        return switch (reading) {
            case CLOSED, FAILED -> false;
            case PENDING, INACTIVE, ACTIVE, LOCKED, LOCKED_BY_PROVIDER, CLOSING, UNRECOGNISED -> true;
        };
    }

    @Override
    public Look<CardSeen> card(ProviderRef card) {
        return HttpSignatureAnswers.look(
                client.card(card), body -> Card.of(body).map(HttpSignatureCards::seen));
    }

    @Override
    public Outcome<CardChanged> lock(CardCommand command) {
        return change(command, client.deactivate(key(command), command.card()), CardReading.LOCKED);
    }

    @Override
    public Outcome<CardChanged> unlock(CardCommand command) {
        return change(command, client.activate(key(command), command.card()), CardReading.ACTIVE);
    }

    @Override
    public Outcome<CardChanged> close(CardCommand command) {
        return change(command, client.terminate(key(command), command.card()), CardReading.CLOSED);
    }

    private static String key(CardCommand command) {
        return HttpSignatureClient.keyOf(command.operation().value());
    }

    /** What a change is answered with is not published (sheet 3.5): any 2xx, and then the card itself is read. */
    private Outcome<CardChanged> change(CardCommand command, Reply reply, CardReading wanted) {
        if (!(reply instanceof Reply.Heard(WireResult.Answered answered))
                || !HttpSignatureAnswers.isSuccess(answered.status())) {
            return HttpSignatureAnswers.outcome(Command.CHANGE, reply, body -> Optional.empty());
        }
        return switch (card(command.card())) {
            case Look.Found<CardSeen>(CardSeen seen)
            when seen.reading() == wanted ->
                new Outcome.Done<>(new CardChanged(seen.reading(), seen.word(), Optional.empty()));
            case Look<CardSeen> ignored -> new Outcome.Unknown<>(Outcome.UnknownCause.STILL_RUNNING);
        };
    }

    @Override
    public Look<List<TransactionSeen>> transactions(ProviderRef card, Instant from) {
        return HttpSignatureAnswers.look(
                client.transactions(card),
                body -> HttpSignatureWire.items(body)
                        .map(items -> items.stream()
                                .flatMap(item -> Movement.of(item).stream())
                                .filter(movement -> !movement.at().isBefore(from))
                                .flatMap(movement ->
                                        HttpSignatureLifecycle.transaction(movement.status())
                                                .map(status -> seen(movement, status))
                                                .stream())
                                .toList()));
    }

    static TransactionSeen seen(Movement movement, TransactionStatus status) {
        return new TransactionSeen(
                movement.id(),
                TransactionType.PURCHASE,
                status,
                movement.status(),
                new TransactionSeen.Amounts(
                        movement.atMerchant().orElse(movement.amount()),
                        Optional.of(movement.amount()),
                        Optional.empty()),
                movement.merchant(),
                movement.at());
    }

    static CardSeen seen(Card card) {
        return new CardSeen(
                card.id(), HttpSignatureLifecycle.card(card.status()), card.status(), card.facts(), card.at());
    }

    private static IssuedCard issued(Card card, ProviderRef account) {
        return new IssuedCard(seen(card), Map.of("accountId", account.value()));
    }
}
