package io.cardport.app.admin;

import io.cardport.app.admin.Views.AdminView;
import io.cardport.app.admin.Views.NewAdminView;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Admin;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.usecase.ManageAdmins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may run Cardport. */
@Controller("/admin/v1/admins")
@Secured("owner")
@Tag(name = "Admin")
final class AdminAdminsController {
    private final ManageAdmins admins;
    private final AdminTokens tokens;
    private final KeyedWrites writes;

    AdminAdminsController(ManageAdmins admins, AdminTokens tokens, KeyedWrites writes) {
        this.admins = admins;
        this.tokens = tokens;
        this.writes = writes;
    }

    /** All of them. */
    @Get
    @Operation(summary = "Admins, dismissed ones too, oldest first")
    HttpResponse<?> list(HttpRequest<?> request) {
        AskedQuery.none(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", admins.list().stream().map(AdminView::of).toList());
        body.put("next", Optional.empty());
        return Answers.ok(body);
    }

    /** Names one. */
    @Post
    @Operation(summary = "Name an admin; the token is shown this once")
    HttpResponse<?> create(HttpRequest<byte[]> request, Authentication caller) {
        AskedBody asked = AskedBody.read(request, Set.of("name", "role"));
        String name = asked.required("name", 100);
        asked.required("role", 50);
        Optional<Admin.Role> role = asked.word("role", Admin.Role.class);
        asked.refuseWrong();
        String token = tokens.mint("cpa_");
        Actor actor = Caller.of(caller);
        var draft = new ManageAdmins.Draft(name, role.orElseThrow(), tokens.hash(token));
        return writes.carryOut(
                request,
                actor,
                once -> admins.create(actor, draft, once),
                KeyedWrites.Form.shownOnce(
                        201,
                        admin -> new NewAdminView(
                                admin.id().value(), admin.name(), admin.role().name(), token),
                        AdminView::of));
    }

    /** Dismisses one. */
    @Delete("/{id}")
    @Operation(summary = "Dismiss an admin; the token ends at once")
    HttpResponse<?> dismiss(HttpRequest<byte[]> request, Authentication caller, @PathVariable String id) {
        AskedQuery.none(request);
        Actor actor = Caller.of(caller);
        AdminId admin = Answers.id(AdminId.parse(id));
        return writes.carryOut(
                request, actor, once -> admins.revoke(actor, admin, once), KeyedWrites.Form.<Admin>nothing());
    }
}
