package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.domain.delivery.WebhookEndpoint;
import io.cardport.domain.delivery.WebhookEndpoint.Reason;
import io.cardport.domain.delivery.WebhookEndpoint.State;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.ManageEndpoints.Wanted;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A webhook endpoint.
 *
 * @param id its id
 * @param url where events are taken
 * @param eventTypes which, {@code *} for all
 * @param description what the distributor calls it
 * @param status whether anything is taken there
 * @param disabledReason why nothing is
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 */
@Schema(name = "WebhookEndpoint")
public record EndpointView(
        String id,
        String url,
        List<String> eventTypes,
        String description,
        Wanted status,
        Optional<Reason> disabledReason,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * Shows an endpoint.
     *
     * @param endpoint the endpoint
     * @return its view
     */
    public static EndpointView of(WebhookEndpoint endpoint) {
        URI url = endpoint.terms().url();
        Optional<Reason> disabled = switch (endpoint.state()) {
            case State.Enabled() -> Optional.empty();
            case State.Disabled(Reason reason) -> Optional.of(reason);
        };
        return new EndpointView(
                endpoint.id().value(),
                url.toString(),
                endpoint.terms().filter().texts(),
                endpoint.terms().description(),
                disabled.isPresent() ? Wanted.DISABLED : Wanted.ENABLED,
                disabled,
                endpoint.createdAt(),
                endpoint.updatedAt());
    }

    /**
     * An endpoint with its new secret, shown this once.
     *
     * @param endpoint the endpoint
     * @param secret {@code whsec_} and base64
     */
    @Schema(name = "WebhookEndpointWithSecret")
    public record WithSecret(@JsonUnwrapped EndpointView endpoint, String secret) {
        /**
         * Shows both.
         *
         * @param endpoint the endpoint
         * @param secret its new secret
         * @return the view
         */
        public static WithSecret of(WebhookEndpoint endpoint, Secret secret) {
            return new WithSecret(EndpointView.of(endpoint), secret.reveal(String::new));
        }

        @Override
        public String toString() {
            return "WithSecret[" + endpoint.id() + "]";
        }
    }
}
