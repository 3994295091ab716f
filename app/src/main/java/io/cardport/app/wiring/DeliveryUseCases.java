package io.cardport.app.wiring;

import io.cardport.app.boot.Settings;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.EndpointUrl;
import io.cardport.domain.delivery.OneTimePasswordBody;
import io.cardport.domain.delivery.PingBody;
import io.cardport.domain.delivery.RetrySchedule;
import io.cardport.domain.delivery.SecretMint;
import io.cardport.domain.secret.Secret;
import io.cardport.domain.usecase.Context;
import io.cardport.domain.usecase.DeliverEvents;
import io.cardport.domain.usecase.ManageEndpoints;
import io.cardport.domain.usecase.PingEndpoint;
import io.cardport.domain.usecase.ReplayEvents;
import io.cardport.domain.usecase.SendOneTimePasswords;
import io.cardport.domain.webhook.OneTimePasswords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What has to do with distributors' endpoints, as beans. */
@Factory
final class DeliveryUseCases {
    private static final int SECRET_BYTES = 32;

    @Singleton
    EndpointUrl endpointUrl(Settings settings) {
        return switch (settings.sandbox()) {
            case ON -> EndpointUrl.HTTPS_OR_LOOPBACK;
            case OFF -> EndpointUrl.HTTPS;
        };
    }

    @Singleton
    SecretMint secretMint(RandomGenerator random) {
        return () -> {
            byte[] bytes = new byte[SECRET_BYTES];
            random.nextBytes(bytes);
            Secret secret = Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes));
            Arrays.fill(bytes, (byte) 0);
            return secret;
        };
    }

    @Singleton
    ManageEndpoints manageEndpoints(Context context, SecretMint mint) {
        return new ManageEndpoints(context, mint);
    }

    @Singleton
    ReplayEvents replayEvents(Context context) {
        return new ReplayEvents(context);
    }

    @Singleton
    PingEndpoint pingEndpoint(Context context, Courier courier, PingBody body, Settings settings) {
        return new PingEndpoint(
                context, courier, body, settings.policy().deliveries().timeout());
    }

    @Singleton
    @Bean(preDestroy = "close", typed = OneTimePasswords.class)
    SendOneTimePasswords sendOneTimePasswords(
            Context context, Courier courier, OneTimePasswordBody body, Settings settings, MeterRegistry meters) {
        var pace =
                SendOneTimePasswords.Pace.usual(settings.policy().deliveries().timeout());
        return new SendOneTimePasswords(
                context,
                courier,
                body,
                pace,
                fate -> meters.counter(
                                "cardport.one_time_passwords",
                                "outcome",
                                fate.name().toLowerCase(Locale.ROOT))
                        .increment());
    }

    @Singleton
    DeliverEvents deliverEvents(Context context, Courier courier, Settings settings, RandomGenerator random) {
        Settings.Deliveries wanted = settings.policy().deliveries();
        var pace = new DeliverEvents.Pace(new RetrySchedule(wanted.maxAge()), wanted.timeout());
        return new DeliverEvents(context, courier, pace, random);
    }
}
