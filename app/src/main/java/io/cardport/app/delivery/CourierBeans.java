package io.cardport.app.delivery;

import io.cardport.app.boot.Settings;
import io.cardport.domain.delivery.Courier;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The courier and its keys as beans. */
@Factory
final class CourierBeans {
    @Singleton
    DeliveryKeys deliveryKeys(DeliveryKeyStore store, RandomGenerator random, InstantSource clock) {
        return new DeliveryKeys(store, random, clock);
    }

    /** The sandbox alone reaches receivers on this machine. */
    @Singleton
    AddressRules addressRules(Settings settings) {
        return switch (settings.sandbox()) {
            case ON -> AddressRules.withLoopback();
            case OFF -> AddressRules.publicOnly();
        };
    }

    @Singleton
    @Bean(preDestroy = "close", typed = Courier.class)
    HttpCourier courier(AddressRules rules, DeliveryKeys keys, InstantSource clock) {
        return HttpCourier.open(rules, keys, clock);
    }
}
