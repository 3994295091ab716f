package io.cardport.app.rest;

import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.view.EndpointView;
import io.cardport.app.rest.view.OutboundView;
import io.cardport.domain.delivery.OutboundDelivery;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.usecase.ManageEndpoints.Keyed;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.function.Function;

/** How answers about webhook endpoints look. */
final class EndpointForms {
    private EndpointForms() {}

    /** Effect and answer are one transaction, so neither is ever there without the other. */
    interface AtOnce<T> extends Write.Form<T> {
        @Override
        default StoredAnswer pending(T resource, OperationId operation) {
            return settled(resource);
        }

        @Override
        default Optional<StoredAnswer> asItStands(Claim claim) {
            return Optional.empty();
        }
    }

    /** Shows what there is. */
    record Shown<T>(int status, Function<T, ?> view) implements AtOnce<T> {
        @Override
        public StoredAnswer settled(T resource) {
            return Answers.showing(status, view.apply(resource));
        }
    }

    /** A ping, which is sent between its claim and its answer. */
    record Pinged(Answers answers, HttpRequest<?> request) implements AtOnce<OutboundDelivery> {
        @Override
        public StoredAnswer settled(OutboundDelivery delivery) {
            return Answers.showing(200, OutboundView.of(delivery));
        }

        @Override
        public Optional<StoredAnswer> asItStands(Claim claim) {
            return Optional.of(answers.problem(
                    request,
                    Problem.of(
                            ProblemCode.TEMPORARILY_UNAVAILABLE,
                            "It may have been sent; what became of it was lost. Send another with a new key.")));
        }
    }

    /** Shows nothing. */
    record Nothing<T>() implements AtOnce<T> {
        @Override
        public StoredAnswer settled(T resource) {
            return Answers.nothing();
        }
    }

    /** Shows a secret once. */
    record WithSecret(int status) implements AtOnce<Keyed> {
        @Override
        public StoredAnswer settled(Keyed keyed) {
            return Answers.showing(status, EndpointView.of(keyed.endpoint()));
        }

        @Override
        public StoredAnswer first(Keyed keyed, StoredAnswer kept) {
            return Answers.with(
                    Answers.showing(
                            status,
                            EndpointView.WithSecret.of(
                                    keyed.endpoint(), keyed.secret().value())),
                    "Cache-Control",
                    "no-store");
        }
    }
}
