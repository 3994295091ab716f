package io.cardport.app.admin;

import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.view.OperationView;
import io.cardport.domain.account.Actor;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.usecase.SettleByHand;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.Set;

/** Settles by hand what no look could settle. */
@Controller("/admin/v1/operations/{id}")
@Secured("operator")
@Tag(name = "Admin")
final class AdminOperationActions {
    private static final Rule EVIDENCE = Rule.lines(1_000);
    private static final int LONGEST_REFERENCE = 255;
    private static final Rule REFERENCE = new Rule(
            Rule.text(LONGEST_REFERENCE).sentence(),
            text -> text.length() <= LONGEST_REFERENCE
                    && Rule.text(LONGEST_REFERENCE).holds().test(text));

    private final SettleByHand settle;
    private final KeyedWrites writes;

    AdminOperationActions(SettleByHand settle, KeyedWrites writes) {
        this.settle = settle;
        this.writes = writes;
    }

    /** Settles. */
    @Post("/settle")
    @Operation(summary = "Settle an UNSETTLED operation as a person found it to be; the issuer's late word reopens it")
    HttpResponse<?> settle(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        Actor actor = Caller.of(caller);
        OperationId operation = Answers.id(OperationId.parse(id));
        AskedBody asked = AskedBody.read(request, Set.of("as", "evidence", "providerReference"));
        asked.required("as", 50);
        Optional<SettleByHand.As> as = asked.word("as", SettleByHand.As.class);
        String evidence = asked.required("evidence", EVIDENCE);
        Optional<ProviderRef> reference =
                asked.text("providerReference", REFERENCE).map(ProviderRef::new);
        asked.refuseWrong();
        var command = new SettleByHand.Command(actor, operation, as.orElseThrow(), evidence, reference);
        return writes.carryOut(
                request, actor, once -> settle.handle(command, once), KeyedWrites.Form.plain(200, OperationView::of));
    }
}
