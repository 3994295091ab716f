package io.cardport.domain.issuing;

import io.cardport.domain.webhook.UnsignedWebhooks;
import io.cardport.domain.webhook.Webhooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that an issuer may or may not offer. Implementing the interface is the declaration: what is not declared
 * fails the agreed way with no byte sent.
 */
public sealed interface Capability
        permits AccountBalances,
                AccountTransactions,
                ApplicantResubmission,
                ApplicantScreening,
                CardActivation,
                CardAssignment,
                CardBalance,
                CardClosing,
                CardControls,
                CardFunding,
                CardListing,
                CardLookup,
                CardReveal,
                CardSearch,
                CardTransactions,
                CardWithdrawal,
                HolderSearch,
                HolderUpdate,
                KeyRegistration,
                MissedWebhooks,
                OrderLookup,
                PinSetting,
                ProductCatalogue,
                SpendControls,
                TopUpListing,
                UnsignedWebhooks,
                WebhookRegistration,
                Webhooks {
    /**
     * Every capability there is.
     *
     * @return the interfaces, in the order of their names
     */
    static List<Class<? extends Capability>> all() {
        List<Class<? extends Capability>> all = new ArrayList<>();
        for (Class<?> type : Capability.class.getPermittedSubclasses()) {
            all.add(type.asSubclass(Capability.class));
        }
        return List.copyOf(all);
    }

    /**
     * The name that problems and product lists show: the interface's name in snake_case, such as {@code card_funding}.
     *
     * @param capability a capability's interface
     * @return its name
     */
    static String nameOf(Class<? extends Capability> capability) {
        return capability.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
