package io.cardport.domain.webhook;

import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.MissedWebhooks;
import java.time.Instant;
import java.util.List;

/**
 * Webhooks that came over the issuer's own authenticated channel, because we asked for its record of them. What the issuer
 * answers there is as much its own as what it signs.
 */
public final class MissedDeliveries {
    private MissedDeliveries() {}

    /**
     * Asks an issuer for its record.
     *
     * @param issuer the issuer's ability
     * @param account our name for the account
     * @param from the earliest time of interest
     * @param now when it is asked, in database time
     * @return the deliveries, oldest first
     */
    public static Look<List<VerifiedDelivery>> since(MissedWebhooks issuer, String account, Instant from, Instant now) {
        return switch (issuer.since(from)) {
            case Look.Found<List<MissedWebhooks.Pulled>>(var pulled) ->
                new Look.Found<>(pulled.stream()
                        .map(one -> new VerifiedDelivery(account, one.content(), now))
                        .toList());
            case Look.Absent<List<MissedWebhooks.Pulled>> ignored -> new Look.Absent<>();
            case Look.Denied<List<MissedWebhooks.Pulled>>(var refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<List<MissedWebhooks.Pulled>>(var cause) -> new Look.Unavailable<>(cause);
        };
    }
}
