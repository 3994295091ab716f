package io.cardport.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.webhook.OneTimePassword;
import org.junit.jupiter.api.Test;

class BananatechOneTimePasswordTest {
    private static final BananatechWebhooks WEBHOOKS = Deliveries.WEBHOOKS;
    private static final ProviderRef CARD = new ProviderRef("12345");
    private static final String BALANCE =
            "{\"card_id\":12345,\"amount\":5.0,\"available\":95.0,\"before_available\":100.0,\"currency\":\"USD\",\"occur_time\":1691249025085}";

    @Test
    void aOneTimePasswordIsTakenOutOfItsEventsAlone() {
        assertThat(WEBHOOKS.oneTimePassword(Deliveries.verified("CARD_3DS", "{\"card_id\":12345,\"otp\":\"482913\"}")))
                .contains(new OneTimePassword(
                        CARD, OneTimePassword.Purpose.PAYMENT, Secret.of("482913"), OneTimePassword.Details.NONE));
        assertThat(WEBHOOKS.oneTimePassword(
                        Deliveries.verified("CARD_VERIFICATION", "{\"card_id\":12345,\"code\":482913}")))
                .hasValueSatisfying(told -> assertThat(told.purpose()).isEqualTo(OneTimePassword.Purpose.WALLET));
        assertThat(WEBHOOKS.oneTimePassword(Deliveries.verified("CARD_3DS", "{\"card_id\":12345}")))
                .isEmpty();
        assertThat(WEBHOOKS.oneTimePassword(
                        Deliveries.verified("CARD_BALANCE_CHANGE", BALANCE.replace("}", ",\"otp\":\"482913\"}"))))
                .isEmpty();
    }
}
