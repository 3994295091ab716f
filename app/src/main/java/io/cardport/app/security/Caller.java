package io.cardport.app.security;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Scope;
import io.cardport.domain.id.DistributorId;
import io.micronaut.http.HttpRequest;

/**
 * The distributor whose credentials came with a request.
 *
 * @param distributor which
 */
public record Caller(DistributorId distributor) {
    static final String ATTRIBUTE = "io.cardport.caller";

    /**
     * Who sent a request.
     *
     * @param request a request that passed the distributors' door
     * @return the caller
     */
    public static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class)
                .orElseThrow(() -> new IllegalStateException("the distributors' door was not passed"));
    }

    /**
     * What the caller sees.
     *
     * @return its own resources
     */
    public Scope scope() {
        return new Scope.Own(distributor);
    }

    /**
     * Who asks.
     *
     * @return the distributor
     */
    public Actor actor() {
        return new Actor.OfDistributor(distributor);
    }
}
