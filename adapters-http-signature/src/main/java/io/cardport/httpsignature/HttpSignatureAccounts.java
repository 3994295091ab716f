package io.cardport.httpsignature;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.httpsignature.HttpSignatureAnswers.Command;
import io.cardport.httpsignature.HttpSignatureLifecycle.AccountReading;
import io.cardport.httpsignature.HttpSignatureWire.Account;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Card accounts, which are no resource of ours: one for each customer and currency, opened before the first card (sheet
 * 3.3). The list of all accounts is the only way to find one; its key at the issuer is made of customer and currency, so
 * two threads that open at once open one.
 */
final class HttpSignatureAccounts {
    private final HttpSignatureClient client;
    private final HttpSignatureChallenges challenges;

    HttpSignatureAccounts(HttpSignatureClient client, HttpSignatureChallenges challenges) {
        this.client = client;
        this.challenges = challenges;
    }

    /** The account on which a card can be made now; anything but Done means that no card was asked for. */
    Outcome<Account> ready(ProviderRef customer, Currency currency) {
        return switch (find(account -> isOf(account, customer, currency))) {
            case Look.Found<Account>(Account account) -> usable(account);
            case Look.Absent<Account> ignored -> open(customer, currency);
            case Look<Account> other ->
                HttpSignatureAnswers.withoutLook(other, HttpSignatureAnswers.own(Reason.NOT_FOUND, "no such account"));
        };
    }

    /** An account of the customer that exists already. */
    Look<Account> existing(ProviderRef customer, Currency currency) {
        return find(account -> isOf(account, customer, currency));
    }

    /** An account of the customer that waits for the wallet's signature. */
    Look<Account> asking(ProviderRef customer) {
        return find(account -> account.customer().equals(customer) && asks(account));
    }

    private Outcome<Account> open(ProviderRef customer, Currency currency) {
        Map<String, Object> body = Map.of("type", "card_account", "currencies", List.of(currency.getCurrencyCode()));
        String key = HttpSignatureClient.keyOf("account " + customer + " " + currency);
        return switch (HttpSignatureAnswers.outcome(
                Command.OPEN_ACCOUNT, client.createAccount(key, customer, body), Account::of)) {
            case Outcome.Done<Account>(Account account) -> usable(current(account));
            // Whether there is an account now is for the list to say the next time; no card was asked for.
            case Outcome.Unknown<Account> ignored -> new Outcome.NotSent<>(Outcome.NotSentCause.ISSUER_BUSY);
            case Outcome<Account> other -> other;
        };
    }

    /** An account that is opened at once saves the card a round. */
    private Account current(Account opened) {
        return HttpSignatureLifecycle.account(opened.status()) != AccountReading.ACTIVE
                        && HttpSignatureAnswers.look(client.account(opened.id()), Account::of)
                                instanceof Look.Found<Account>(Account now)
                ? now
                : opened;
    }

    private Outcome<Account> usable(Account account) {
        return switch (HttpSignatureLifecycle.account(account.status())) {
            case ACTIVE -> new Outcome.Done<>(account);
            case PENDING -> asks(account) ? answered(account) : new Outcome.NotSent<>(Outcome.NotSentCause.ISSUER_BUSY);
            case BLOCKED, ENDED ->
                new Outcome.Refused<>(HttpSignatureAnswers.own(
                        Reason.HOLDER_NOT_READY, "the customer's account is " + account.status()));
            case UNRECOGNISED -> new Outcome.NotSent<>(Outcome.NotSentCause.ISSUER_BUSY);
        };
    }

    private Outcome<Account> answered(Account account) {
        Optional<String> answer = account.challenge().flatMap(challenges.signer()::answer);
        if (answer.isEmpty()) {
            return new Outcome.Refused<>(HttpSignatureAnswers.own(
                    Reason.HOLDER_NOT_READY, "the customer's wallet is to sign the account's challenge first"));
        }
        String key = HttpSignatureClient.keyOf("challenge " + account.id() + " " + answer.get());
        client.signAccountChallenge(key, account.id(), challenges.body(answer.get()));
        return new Outcome.NotSent<>(Outcome.NotSentCause.ISSUER_BUSY);
    }

    private static boolean asks(Account account) {
        return account.status().equals("initiating") && account.challenge().isPresent();
    }

    private static boolean isOf(Account account, ProviderRef customer, Currency currency) {
        return account.customer().equals(customer)
                && account.currencies().contains(currency.getCurrencyCode())
                && HttpSignatureLifecycle.account(account.status()) != AccountReading.ENDED;
    }

    private Look<Account> find(Predicate<Account> wanted) {
        Look<List<Account>> all = HttpSignatureAnswers.look(
                client.accounts(),
                body -> HttpSignatureWire.items(body)
                        .map(items -> items.stream()
                                .flatMap(item -> Account.of(item).stream())
                                .toList()));
        return switch (all) {
            case Look.Found<List<Account>>(List<Account> accounts) ->
                accounts.stream()
                        .filter(wanted)
                        .findFirst()
                        .<Look<Account>>map(Look.Found::new)
                        .orElseGet(Look.Absent::new);
            case Look.Absent<List<Account>> ignored -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
            case Look.Denied<List<Account>>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<List<Account>>(Look.Cause cause) -> new Look.Unavailable<>(cause);
        };
    }
}
