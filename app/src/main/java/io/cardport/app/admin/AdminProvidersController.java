package io.cardport.app.admin;

import io.cardport.app.health.Backlog;
import io.cardport.app.health.CircuitView;
import io.cardport.app.health.IssuerCalls;
import io.cardport.app.health.IssuerCircuits;
import io.cardport.app.health.UnknownDeliveries;
import io.cardport.app.rest.view.MoneyView;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.usecase.CheckLedger;
import io.cardport.domain.usecase.CheckLedger.Compared;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured accounts at issuers. */
@Controller("/admin/v1/providers")
@Secured("viewer")
@Tag(name = "Admin")
final class AdminProvidersController {
    private final ProviderDirectory providers;
    private final IssuerCalls calls;
    private final IssuerCircuits circuits;
    private final Backlog backlog;
    private final UnknownDeliveries strangers;
    private final CheckLedger ledger;
    private final InstantSource clock;

    AdminProvidersController(
            ProviderDirectory providers,
            IssuerCalls calls,
            IssuerCircuits circuits,
            Backlog backlog,
            UnknownDeliveries strangers,
            CheckLedger ledger,
            InstantSource clock) {
        this.providers = providers;
        this.calls = calls;
        this.circuits = circuits;
        this.backlog = backlog;
        this.strangers = strangers;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** How an issuer answers this node. */
    record HealthView(String status, int failures, Optional<Instant> lastCallAt, Map<String, String> operations) {
        static HealthView of(IssuerCalls.Standing standing) {
            return new HealthView(
                    standing.health().name(),
                    standing.failures(),
                    standing.lastCallAt(),
                    new TreeMap<>(standing.lastEndings()));
        }
    }

    /** A balance of our account, what bookings left of it, and what was ever paid in if both are right. */
    record BalanceView(MoneyView available, MoneyView reserved, MoneyView booked, MoneyView difference) {
        static BalanceView of(Compared compared) {
            return new BalanceView(
                    MoneyView.of(compared.balance().available()),
                    MoneyView.of(compared.balance().reserved()),
                    MoneyView.of(compared.booked()),
                    MoneyView.of(compared.difference()));
        }
    }

    /** All accounts. */
    @Get
    @Operation(summary = "Provider accounts: health, what waits for them and what they can do")
    HttpResponse<?> list(HttpRequest<?> request) {
        AskedQuery.none(request);
        Map<String, Object> body = new LinkedHashMap<>();
        Map<String, Integer> unknown = strangers.measure();
        body.put(
                "data",
                providers.all().stream()
                        .map(account -> account(account, unknown.getOrDefault(account.name(), 0)))
                        .toList());
        body.put("next", Optional.empty());
        return Answers.ok(body);
    }

    private Map<String, Object> account(ProviderAccount account, int unknownDeliveries) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", account.name());
        view.put("kind", account.provider().facts().kind());
        view.put(
                "default",
                providers.defaultAccount().filter(account.name()::equals).isPresent());
        view.put("health", HealthView.of(calls.of(account.name())));
        view.put("circuits", CircuitView.all(circuits.standings(account.name())));
        Map<String, Integer> waiting = new TreeMap<>();
        backlog.of(account.name()).forEach((state, count) -> waiting.put(state.name(), count));
        view.put("backlog", waiting);
        view.put("unknownDeliveries", unknownDeliveries);
        Map<String, Boolean> matrix = new TreeMap<>();
        Capability.all()
                .forEach(capability -> matrix.put(
                        Capability.nameOf(capability),
                        account.provider().can(capability).isPresent()));
        view.put("capabilities", matrix);
        return view;
    }

    /** Our money at an issuer. */
    @Get("/{account}/balances")
    @Operation(summary = "Ask the issuer for the balances of our account there")
    HttpResponse<?> balances(HttpRequest<?> request, @PathVariable String account) {
        AskedQuery.none(request);
        List<Compared> found = Answers.settled(ledger.floatOf(account));

        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", found.stream().map(BalanceView::of).toList());
        body.put("asOf", clock.instant());
        return Answers.ok(body);
    }
}
