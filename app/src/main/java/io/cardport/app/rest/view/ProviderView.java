package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.ProviderAccount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A provider account that a distributor may use.
 *
 * @param id our name for it
 * @param kind which issuer
 * @param standard whether it is used where a request names none
 * @param capabilities what the issuer offers, in snake_case
 * @param limits how long calls to it may take
 * @param health whether it answers
 */
@Schema(name = "Provider")
public record ProviderView(
        String id,
        String kind,
        @JsonProperty("default") boolean standard,
        List<String> capabilities,
        LimitsView limits,
        Health health) {
    /** Whether an issuer answers. */
    public enum Health {
        /** Its last calls were answered. */
        UP,
        /** Its last calls failed. */
        DOWN,
        /** It was not called since the start. */
        UNKNOWN
    }

    /**
     * Bounds of calls to the issuer.
     *
     * @param callDeadlineSeconds how long one call may take
     * @param approvalGiveUpSeconds how long a decision about a holder is waited for
     */
    @Schema(name = "ProviderLimits")
    public record LimitsView(long callDeadlineSeconds, long approvalGiveUpSeconds) {}

    /**
     * Shows an account.
     *
     * @param account the account
     * @param standard whether it is the default
     * @param health whether it answers
     * @return its view
     */
    public static ProviderView of(ProviderAccount account, boolean standard, Health health) {
        return new ProviderView(
                account.name(),
                account.provider().facts().kind(),
                standard,
                ProductView.capabilities(account.provider()).stream()
                        .map(Capability::nameOf)
                        .sorted()
                        .toList(),
                new LimitsView(
                        account.timing().deadline().toSeconds(),
                        account.timing().giveUp().toSeconds()),
                health);
    }
}
