package io.cardport.app.persistence;

import io.cardport.app.boot.EncryptionKeys;
import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.EventFeed;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.http.RateBudgets;
import io.cardport.http.TokenStore;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** The ports of the domain that end in the database. */
@Factory
final class Persistence {
    @Singleton
    KeyRing keyRing(EncryptionKeys keys, RandomGenerator random) {
        return new KeyRing(
                keys.ids().stream()
                        .map(id -> new KeyRing.MasterKey(id, keys.key(id)))
                        .toList(),
                random);
    }

    @Singleton
    KeyedHash keyedHash(DataSource database, KeyRing keys) {
        return new HouseKeys(database, keys).search();
    }

    @Singleton
    UnitOfWork unitOfWork(
            TransactionOperations<Connection> transactions,
            ConnectionOperations<Connection> connections,
            StoreParts parts,
            RandomGenerator random) {
        return new PostgresUnitOfWork(transactions, connections, parts, random);
    }

    @Singleton
    StoreParts storeParts(
            KeyRing keys, KeyedHash hash, EventRendering rendering, StoreParts.Repositories repositories) {
        return new StoreParts(keys, hash, rendering, repositories);
    }

    @Singleton
    StoreParts.Repositories repositories(DistributorRows distributors, ApiKeyRows keys, AdminRows admins) {
        return new StoreParts.Repositories(distributors, keys, admins);
    }

    @Singleton
    @Bean(preDestroy = "close", typed = DeliveryIntake.class)
    PostgresDeliveryIntake intake(DataSource database, KeyRing keys) {
        return new PostgresDeliveryIntake(database, keys);
    }

    @Singleton
    EventFeed feed(DataSource database, KeyRing keys) {
        return new PostgresEventFeed(database, keys);
    }

    @Singleton
    TokenStore tokens(DataSource database, KeyRing keys) {
        return new PostgresTokenStore(database, keys);
    }

    @Singleton
    RateBudgets budgets(DataSource database, InstantSource clock) {
        return (client, calls) -> new PostgresRateBudget(database, client, calls, clock);
    }

    @Singleton
    IdGenerator ids(InstantSource clock, RandomGenerator random) {
        return new TimeOrderedIds(clock, random);
    }
}
