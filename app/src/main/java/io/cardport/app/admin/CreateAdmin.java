package io.cardport.app.admin;

import io.cardport.app.boot.Launch;
import io.cardport.app.boot.StartRefused;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Admin;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.usecase.ManageAdmins;
import io.cardport.domain.usecase.Result;

/** {@code ./cardport admin create}: makes an owner where there is no sandbox, and prints its token once. */
public final class CreateAdmin {
    private static final int REFUSED = 2;

    private CreateAdmin() {}

    /**
     * Makes the owner in the database of the configuration; a gateway that runs on an outside database may go on.
     *
     * @param args the flags of {@code ./cardport up}
     */
    public static void main(String[] args) {
        try {
            Launch.once(
                    gateway -> System.out.println(owner(
                            gateway.context().getBean(ManageAdmins.class),
                            gateway.context().getBean(AdminTokens.class))),
                    args);
        } catch (StartRefused refused) {
            System.err.println("cardport: " + refused.sentence());
            System.exit(REFUSED);
        }
    }

    private static String owner(ManageAdmins admins, AdminTokens tokens) {
        String token = tokens.mint("cpa_");
        var draft = new ManageAdmins.Draft("owner", Admin.Role.OWNER, tokens.hash(token));
        return switch (admins.create(new Actor.System(), draft, new Once.Unkeyed<>())) {
            case Result.Settled<Admin>(Admin admin) ->
                "An owner was made (" + admin.id() + "). Its token is shown this once:\n" + token;
            case Result.Pending<Admin> ignored -> throw new StartRefused("The owner could not be made.");
            case Result.Declined<Admin> ignored -> throw new StartRefused("The owner could not be made.");
            case Result.Repeated<Admin> ignored -> throw new StartRefused("The owner could not be made.");
            case Result.Overtaken<Admin> ignored -> throw new StartRefused("The owner could not be made.");
        };
    }
}
