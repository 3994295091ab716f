package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Admin;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.store.Stores;
import java.util.List;
import java.util.Optional;

/** Names and dismisses admins, and knows them by their token; each change writes an audit row in its transaction. */
public final class ManageAdmins {
    private static final int LONGEST_NAME = 100;

    private final Context context;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ManageAdmins(Context context) {
        this.context = context;
        this.keys = new Keys(context);
    }

    /**
     * Whom to name.
     *
     * @param name a person's or machine's name, 1 to 100 characters
     * @param role what the admin may do
     * @param tokenHash keyed hash of the bearer token, lower-case hex
     */
    public record Draft(String name, Admin.Role role, String tokenHash) {}

    /**
     * Names an admin.
     *
     * @param actor who wants it
     * @param draft whom
     * @param once how it is to have its effect once
     * @return the admin, or which field is wrong
     */
    public Result<Admin> create(Actor actor, Draft draft, Once<Admin> once) {
        if (draft.name().isBlank() || draft.name().length() > LONGEST_NAME) {
            return new Result.Declined<>(new Problem.InvalidFields(
                    List.of(new Problem.Fault("/name", "must have 1 to " + LONGEST_NAME + " characters"))));
        }
        return context.work()
                .write(stores -> keys.within(stores, once, () -> new Result.Settled<>(add(stores, actor, draft))));
    }

    /**
     * Names an admin unless somebody has that token.
     *
     * @param actor who wants it
     * @param draft whom
     * @return the admin of the token
     */
    public Admin ensure(Actor actor, Draft draft) {
        return context.work()
                .write(stores -> stores.admins().byToken(draft.tokenHash()).orElseGet(() -> add(stores, actor, draft)));
    }

    private Admin add(Stores stores, Actor actor, Draft draft) {
        Admin admin = new Admin(
                context.ids().admin(),
                draft.name().strip(),
                draft.role(),
                draft.tokenHash(),
                context.now(),
                Optional.empty());
        stores.admins().insert(admin);
        audit(stores, actor, "admin.create", admin.id());
        return admin;
    }

    /**
     * Knows an admin by the token.
     *
     * @param tokenHash keyed hash of the bearer token, lower-case hex
     * @return the admin, empty when there is none or the token was taken back
     */
    public Optional<Admin> byToken(String tokenHash) {
        return context.work().read(stores -> stores.admins().byToken(tokenHash));
    }

    /**
     * Lists admins.
     *
     * @return all of them, dismissed ones too, oldest first
     */
    public List<Admin> list() {
        return context.work().read(stores -> stores.admins().list());
    }

    /**
     * Dismisses an admin; its token ends at once.
     *
     * @param actor who wants it
     * @param id whom
     * @param once how it is to have its effect once
     * @return the admin, or that there is none
     */
    public Result<Admin> revoke(Actor actor, AdminId id, Once<Admin> once) {
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    Optional<Admin> revoked = stores.admins().revoke(id, context.now());
                    revoked.ifPresent(gone -> audit(stores, actor, "admin.revoke", id));
                    return revoked.<Result<Admin>>map(Result.Settled::new)
                            .orElseGet(() -> new Result.Declined<>(new Problem.NotFound()));
                }));
    }

    private void audit(Stores stores, Actor actor, String action, AdminId id) {
        stores.audit().append(new AuditEntry(actor, action, Optional.empty(), id.value(), context.now()));
    }
}
