package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.Applied;
import io.cardport.domain.issuing.WebhookRegistration;
import java.net.URI;
import java.util.List;

/** Tells an issuer where its webhooks are to go. Asked again without a key it does the same again. */
public final class RegisterWebhookAddress {
    private static final int LONGEST = 1_000;

    private final Registrations registrations;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public RegisterWebhookAddress(Context context) {
        this.registrations = new Registrations(context);
    }

    /**
     * Carries it out.
     *
     * @param actor who wants it; the audit trail names it
     * @param account our name for the account at the issuer
     * @param address an https address, or an http address on loopback for a simulated issuer
     * @param once how a repetition gets the first answer; two at the same time may both tell the issuer
     * @return that the issuer took it, or why it did not
     */
    public Result<Applied> handle(Actor actor, String account, URI address, Once<Applied> once) {
        if (!fits(address)) {
            return new Result.Declined<>(new Problem.InvalidFields(
                    List.of(new Problem.Fault("/url", "must be an https address, or an http address on loopback"))));
        }
        return registrations.carryOut(
                new Registrations.Wanted(actor, account, "provider.register-webhooks", " " + address),
                WebhookRegistration.class,
                registration -> registration.registerWebhooks(address),
                once);
    }

    private static boolean fits(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme();
        String host = address.getHost() == null ? "" : address.getHost();
        boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        boolean plain = address.getRawUserInfo() == null && address.getRawFragment() == null;
        boolean reachable = scheme.equals("https") || scheme.equals("http") && loopback;
        return plain && !host.isEmpty() && reachable && address.toString().length() <= LONGEST;
    }
}
