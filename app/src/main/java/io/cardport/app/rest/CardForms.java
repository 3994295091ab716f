package io.cardport.app.rest;

import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.once.Write;
import io.cardport.app.rest.view.CardView;
import io.cardport.app.security.Caller;
import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardState;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Claim;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationKind;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.usecase.CardCommandTarget;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How answers about cards look, and the versions that requests name. */
final class CardForms {
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");
    private static final long NONE = -1;

    private CardForms() {}

    /** A card with its version as {@code ETag}. */
    static StoredAnswer show(int status, Card card) {
        return Answers.with(Answers.showing(status, CardView.of(card)), "ETag", etag(card));
    }

    static String etag(Card card) {
        return "\"" + card.times().version() + "\"";
    }

    /** The card that a request is to change, with the version that {@code If-Match} names. */
    static CardCommandTarget target(HttpRequest<?> request, String id) {
        Caller caller = Caller.of(request);
        CardId card = Records.found(CardId.parse(id));
        return new CardCommandTarget(new Scope.Own(caller.distributor()), card, caller.actor(), version(request));
    }

    /** The version that {@code If-Match} names (RFC 9110, 13.1.1); one that no card ever has where it can't be read. */
    static Optional<Long> version(HttpRequest<?> request) {
        List<String> tags = request.getHeaders().getAll("If-Match");
        if (tags.isEmpty() || tags.equals(List.of("*"))) {
            return Optional.empty();
        }
        Matcher matcher = ETAG.matcher(tags.getFirst().strip());
        return Optional.of(tags.size() == 1 && matcher.matches() ? Long.parseLong(matcher.group(1)) : NONE);
    }

    /** A new card. */
    record Creation(Records records, Caller caller) implements Write.Form<Card> {
        @Override
        public StoredAnswer settled(Card card) {
            return located(201, card);
        }

        @Override
        public StoredAnswer pending(Card card, OperationId operation) {
            return located(202, card);
        }

        @Override
        public Optional<StoredAnswer> asItStands(Claim claim) {
            return claim.made() instanceof Subject.OfCard(var id)
                    ? records.card(caller, id)
                            .map(card ->
                                    located(card.standing().state() instanceof CardState.Requested ? 202 : 201, card))
                    : Optional.empty();
        }

        private static StoredAnswer located(int status, Card card) {
            return Answers.with(show(status, card), "Location", "/v1/cards/" + card.id());
        }
    }

    /** A changed card; {@code kind} is what changes it. */
    record Change(Records records, Caller caller, OperationKind kind) implements Write.Form<Card> {
        @Override
        public StoredAnswer settled(Card card) {
            return kind == OperationKind.SET_PIN ? Answers.nothing() : show(200, card);
        }

        @Override
        public StoredAnswer pending(Card card, OperationId operation) {
            return Answers.with(show(202, card), "Location", "/v1/operations/" + operation);
        }

        @Override
        public Optional<StoredAnswer> asItStands(Claim claim) {
            return switch (claim.made()) {
                case Subject.OfCard(var id) -> shown(id);
                case Subject.OfOperation(var id) ->
                    records.operation(caller, id).flatMap(this::ended);
                case Subject.OfCardholder ignored -> Optional.empty();
                case Subject.OfApplicant ignored -> Optional.empty();
                case Subject.OfMovement ignored -> Optional.empty();
                case Subject.OfTransaction ignored -> Optional.empty();
            };
        }

        private Optional<StoredAnswer> shown(CardId id) {
            Optional<OperationId> open = records.read(stores -> stores.operations().openOf(id).stream()
                    .filter(operation -> operation.kind() == kind)
                    .map(Operation::id)
                    .findFirst());
            return records.card(caller, id)
                    .map(card -> open.map(operation -> pending(card, operation)).orElseGet(() -> settled(card)));
        }

        /** What did not succeed is never answered as done: whoever asks is led to the operation. */
        private Optional<StoredAnswer> ended(Operation operation) {
            return operation
                    .about()
                    .card()
                    .flatMap(id -> records.card(caller, id))
                    .map(card -> operation.state().name() == OperationState.Name.SUCCEEDED
                            ? settled(card)
                            : pending(card, operation.id()));
        }
    }
}
