package io.cardport.app.boot;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** What comes from outside the program: randomness, time, keys. */
@Factory
final class Wiring {
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    /** First of all clocks: the framework brings a {@link java.time.Clock} of this machine, which is an InstantSource too. */
    @Singleton
    @Primary
    @Bean(
            preDestroy = "close",
            typed = {InstantSource.class, DatabaseClock.class})
    DatabaseClock clock(DataSource database) throws SQLException {
        return new DatabaseClock(database);
    }

    /** Made with the context, so that a missing key ends the start and not the first request that needs it. */
    @Context
    EncryptionKeys keys(Settings settings, RandomGenerator random) {
        return EncryptionKeys.open(settings, random);
    }
}
