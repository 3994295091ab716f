package io.cardport.httpsignature;

import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.ApplicantSeen.NextStep;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.httpsignature.HttpSignatureAnswers.Command;
import io.cardport.httpsignature.HttpSignatureWire.Account;
import io.cardport.httpsignature.HttpSignatureWire.Customer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Customers: a wallet each, known to the issuer by our id of the cardholder as {@code externalId} (sheet 3.3). What a
 * wallet is asked to sign, for the customer or for an account of theirs, shows as a challenge.
 */
final class HttpSignatureCustomers implements ApplicantScreening, ApplicantResubmission, HolderSearch {
    /** The detail that names the wallet: an address, or a whole account id. */
    static final String WALLET = "walletAddress";

    /** CAIP-10: namespace, reference and address. */
    private static final Pattern ACCOUNT_ID =
            Pattern.compile("[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}");

    private final HttpSignatureClient client;
    private final HttpSignatureAccounts accounts;
    private final HttpSignatureChallenges challenges;
    private final Optional<String> chain;

    HttpSignatureCustomers(
            HttpSignatureClient client,
            HttpSignatureAccounts accounts,
            HttpSignatureChallenges challenges,
            Optional<String> chain) {
        this.client = client;
        this.accounts = accounts;
        this.challenges = challenges;
        this.chain = chain;
    }

    Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        Optional<String> wallet = Optional.ofNullable(
                        command.profile().details().get(WALLET))
                .map(text -> text.contains(":")
                        ? text
                        : chain.map(prefix -> prefix + ":" + text).orElse(text));
        if (wallet.isEmpty()) {
            return new Outcome.Refused<>(new Refusal(
                    Reason.REQUIREMENTS_MISSING, "", "a customer has a wallet", List.of("details." + WALLET)));
        }
        if (!ACCOUNT_ID.matcher(wallet.get()).matches()) {
            return new Outcome.Refused<>(HttpSignatureAnswers.own(
                    Reason.INVALID_REQUEST, "details." + WALLET + " is no CAIP-10 account id"));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chainId", wallet.get());
        body.put("externalId", command.cardholder().value());
        String key = HttpSignatureClient.keyOf(command.operation().value());
        Outcome<Customer> created =
                HttpSignatureAnswers.outcome(Command.REGISTER, client.createCustomer(key, body), Customer::of);
        return HttpSignatureAnswers.then(created, customer -> new Outcome.Done<>(onboarded(signed(customer))));
    }

    /** A challenge that the configured signer can answer is answered at once; if that fails it is shown as it is. */
    private Customer signed(Customer customer) {
        Optional<String> answer = customer.challenge().flatMap(challenges.signer()::answer);
        if (answer.isEmpty()) {
            return customer;
        }
        String key = HttpSignatureClient.keyOf("challenge " + customer.id() + " " + answer.get());
        Look<Customer> after = HttpSignatureAnswers.look(
                client.signCustomerChallenge(key, customer.id(), challenges.body(answer.get())), Customer::of);
        return after instanceof Look.Found<Customer>(Customer found) ? found : customer;
    }

    @Override
    public Outcome<OnboardedHolder> resubmit(OnboardCommand command) {
        if (command.challengeResponse().isEmpty()) {
            return new Outcome.Refused<>(new Refusal(
                    Reason.REQUIREMENTS_MISSING,
                    "",
                    "all that can be sent again is the answer to the challenge",
                    List.of("challengeResponse")));
        }
        ProviderRef holder = command.known().orElseThrow();
        Map<String, Object> body = challenges.body(command.challengeResponse().get());
        String key = HttpSignatureClient.keyOf(command.operation().value());
        return switch (customer(holder)) {
            case Look.Found<Customer>(Customer customer) -> {
                if (HttpSignatureLifecycle.customer(customer.status()) == ApplicantReading.APPROVED) {
                    yield answerForAccount(customer, key, body);
                }
                yield HttpSignatureAnswers.outcome(
                        Command.CHANGE,
                        client.signCustomerChallenge(key, holder, body),
                        view -> reread(holder).map(HttpSignatureCustomers::onboarded));
            }
            case Look<Customer> other ->
                HttpSignatureAnswers.withoutLook(other, HttpSignatureAnswers.own(Reason.NOT_FOUND, "no such customer"));
        };
    }

    private Outcome<OnboardedHolder> answerForAccount(Customer customer, String key, Map<String, Object> body) {
        return switch (accounts.asking(customer.id())) {
            case Look.Found<Account>(Account account) ->
                HttpSignatureAnswers.outcome(
                        Command.CHANGE,
                        client.signAccountChallenge(key, account.id(), body),
                        view -> Optional.of(onboarded(customer)));
            case Look<Account> other ->
                HttpSignatureAnswers.withoutLook(
                        other, HttpSignatureAnswers.own(Reason.INVALID_REQUEST, "no challenge is open"));
        };
    }

    private Optional<Customer> reread(ProviderRef holder) {
        return customer(holder) instanceof Look.Found<Customer>(Customer found) ? Optional.of(found) : Optional.empty();
    }

    @Override
    public Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product) {
        return switch (customer(holder)) {
            case Look.Found<Customer>(Customer customer) -> shown(customer);
            case Look.Absent<Customer> ignored -> new Look.Absent<>();
            case Look.Denied<Customer>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<Customer>(Look.Cause cause) -> new Look.Unavailable<>(cause);
        };
    }

    /** An account that waits for the wallet's signature keeps an approved customer from having cards. */
    private Look<ApplicantSeen> shown(Customer customer) {
        if (HttpSignatureLifecycle.customer(customer.status()) != ApplicantReading.APPROVED) {
            return new Look.Found<>(seen(customer));
        }
        return switch (accounts.asking(customer.id())) {
            case Look.Found<Account>(Account account) ->
                new Look.Found<>(new ApplicantSeen(
                        ApplicantReading.INCOMPLETE,
                        account.status(),
                        Optional.empty(),
                        new NextStep(Optional.empty(), account.challenge()),
                        Optional.empty()));
            case Look<Account> ignored -> new Look.Found<>(seen(customer));
        };
    }

    @Override
    public Look<OnboardedHolder> registeredBy(OnboardCommand command) {
        Look<List<Customer>> all = HttpSignatureAnswers.look(
                client.customers(),
                body -> HttpSignatureWire.items(body)
                        .map(items -> items.stream()
                                .flatMap(item -> Customer.of(item).stream())
                                .toList()));
        return switch (all) {
            case Look.Found<List<Customer>>(List<Customer> customers) ->
                customers.stream()
                        .filter(customer -> customer.externalId()
                                .filter(command.cardholder().value()::equals)
                                .isPresent())
                        .findFirst()
                        .<Look<OnboardedHolder>>map(customer -> new Look.Found<>(onboarded(customer)))
                        .orElseGet(Look.Absent::new);
            case Look.Absent<List<Customer>> ignored -> new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER);
            case Look.Denied<List<Customer>>(Refusal refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<List<Customer>>(Look.Cause cause) -> new Look.Unavailable<>(cause);
        };
    }

    private Look<Customer> customer(ProviderRef holder) {
        return HttpSignatureAnswers.look(client.customer(holder), Customer::of);
    }

    private static OnboardedHolder onboarded(Customer customer) {
        return new OnboardedHolder(customer.id(), Map.of(), seen(customer));
    }

    static ApplicantSeen seen(Customer customer) {
        ApplicantReading reading = HttpSignatureLifecycle.customer(customer.status());
        boolean asks = reading == ApplicantReading.IN_REVIEW
                && customer.status().equals("initiating")
                && customer.challenge().isPresent();
        return new ApplicantSeen(
                asks ? ApplicantReading.INCOMPLETE : reading,
                customer.status(),
                Optional.empty(),
                new NextStep(Optional.empty(), asks ? customer.challenge() : Optional.empty()),
                customer.at());
    }
}
