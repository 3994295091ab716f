package io.cardport.artha;

import io.cardport.domain.issuing.ProviderRef;
import io.cardport.http.HttpExchange;
import io.cardport.http.Json;
import io.cardport.http.Method;
import io.cardport.http.SendBefore;
import io.cardport.http.Target;
import io.cardport.http.WireBody;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireRequest;
import io.cardport.http.WireResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Artha's endpoints, one method each (sections 1.2 and 1.3). */
final class ArthaClient implements AutoCloseable {
    /** The right to send ends 5 s after the commit that gave it; what waited longer in this process must not leave. */
    private static final Duration RIGHT_TO_SEND = Duration.ofSeconds(5);

    private final HttpExchange exchange;
    private final ArthaSeal seal;
    private final Paths paths;

    /**
     * The paths of which Artha's pages have several spellings or none (section 1.4), each with one placeholder.
     *
     * @param card reads a card
     * @param topUpStatus asks for a top-up
     * @param topUps lists a card's top-ups
     */
    record Paths(String card, String topUpStatus, String topUps) {}

    ArthaClient(HttpExchange exchange, ArthaSeal seal, Paths paths) {
        this.exchange = exchange;
        this.seal = seal;
        this.paths = paths;
    }

    WireResult createCustomer(Map<String, Object> body) {
        return post("artha.create-customer", Target.of("/api/v1/customers"), json(body));
    }

    WireResult customers(int offset, int limit) {
        return list("artha.customers", Target.of("/api/v1/customers"), offset, limit);
    }

    WireResult customer(ProviderRef customer) {
        return get("artha.customer", Target.of("/api/v1/customers/{id}", customer.value()));
    }

    WireResult updateCustomer(ProviderRef customer, Map<String, Object> body) {
        return command(new WireRequest(
                "artha.update-customer",
                Method.PATCH,
                Target.of("/api/v1/customers/{id}", customer.value()),
                WireHeaders.none(),
                json(body)));
    }

    WireResult upload(WireBody.Bytes files) {
        return post("artha.upload", Target.of("/api/v1/uploadfile"), files);
    }

    WireResult submitApplicant(ProviderRef customer, ProviderRef product, Map<String, Object> body) {
        return post(
                "artha.submit-applicant",
                Target.of(
                        "/api/v1/customers/{customer}/products/{product}/applicant", customer.value(), product.value()),
                json(body));
    }

    WireResult applicantStatus(ProviderRef customer, ProviderRef product) {
        return get(
                "artha.applicant-status",
                Target.of(
                        "/api/v1/customers/{customer}/products/{product}/applicantstatus",
                        customer.value(),
                        product.value()));
    }

    WireResult products(int offset, int limit) {
        return list("artha.products", Target.of("/api/v1/Products"), offset, limit);
    }

    WireResult product(ProviderRef product) {
        return get("artha.product", Target.of("/api/v1/Products/{id}", product.value()));
    }

    WireResult issue(Map<String, Object> body) {
        return post("artha.create-card", Target.of("/api/v1/cards"), json(body));
    }

    WireResult cards(int offset, int limit) {
        return list("artha.cards", Target.of("/api/v1/cards"), offset, limit);
    }

    WireResult card(ProviderRef card) {
        return get("artha.card", Target.of(paths.card(), card.value()));
    }

    WireResult sensitive(ProviderRef card) {
        return get("artha.card-sensitive", of(card, "sensitive"));
    }

    WireResult balance(ProviderRef card) {
        return get("artha.card-balance", of(card, "balance"));
    }

    WireResult setLimits(ProviderRef card, Map<String, Object> body) {
        return post("artha.set-limits", of(card, "limits"), json(body));
    }

    WireResult change(ProviderRef card, Change change) {
        return post("artha." + change.word + "-card", of(card, change.word), WireBody.none());
    }

    WireResult activate(ProviderRef card, Map<String, Object> body) {
        return post("artha.activate-card", of(card, "activate"), json(body));
    }

    WireResult setPin(ProviderRef card, Map<String, Object> body) {
        return post("artha.set-pin", of(card, "pin/set"), json(body));
    }

    WireResult topUp(ProviderRef card, Map<String, Object> body) {
        return post("artha.top-up", of(card, "topup"), json(body));
    }

    WireResult topUpStatus(ProviderRef order) {
        return get("artha.top-up-status", Target.of(paths.topUpStatus(), order.value()));
    }

    WireResult topUps(ProviderRef card, int offset, int limit) {
        return list("artha.top-ups", Target.of(paths.topUps(), card.value()), offset, limit);
    }

    WireResult transactions(ProviderRef card, Instant from, int offset, int limit) {
        return get(
                "artha.card-transactions",
                paged(of(card, "transactions"), offset, limit).query("from", from.toString()));
    }

    /** Ends the connections; calls after it are not sent. */
    @Override
    public void close() {
        exchange.close();
    }

    private static Target of(ProviderRef card, String what) {
        return Target.of("/api/v1/cards/{cardId}/" + what, card.value());
    }

    private static Target paged(Target target, int offset, int limit) {
        return target.query("limit", Integer.toString(limit)).query("offset", Integer.toString(offset));
    }

    private static WireBody json(Map<String, Object> body) {
        return WireBody.json(Json.write(body));
    }

    private WireResult list(String name, Target target, int offset, int limit) {
        return get(name, paged(target, offset, limit));
    }

    private WireResult get(String name, Target target) {
        return exchange.send(WireRequest.get(name, target), seal);
    }

    private WireResult post(String name, Target target, WireBody body) {
        return command(WireRequest.post(name, target, body));
    }

    private WireResult command(WireRequest request) {
        return exchange.send(request, seal, SendBefore.granted(RIGHT_TO_SEND));
    }

    /** Changes of a card's state without a body, by the last word of their routes. */
    enum Change {
        FREEZE("freeze"),
        UNFREEZE("unfreeze"),
        CANCEL("cancel");

        private final String word;

        Change(String word) {
            this.word = word;
        }
    }
}
