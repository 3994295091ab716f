package io.cardport.app.persistence;

import io.cardport.app.boot.EncryptionKeys;
import io.cardport.app.delivery.DeliveryKeyStore;
import io.cardport.app.health.Measures;
import io.cardport.app.jobs.CommittedEvents;
import io.cardport.app.jobs.Upkeep;
import io.cardport.app.nodes.KeyAgreement;
import io.cardport.app.nodes.NodeStore;
import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.EventFeed;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.http.RateBudgets;
import io.cardport.http.TokenStore;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
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
    /** Made with the context, so that a key file that lacks a key in use ends the start. */
    @Context
    KeyRing keyRing(EncryptionKeys keys, RandomGenerator random, DataSource database) {
        KeyRing ring = new KeyRing(
                keys.ids().stream()
                        .map(id -> new KeyRing.MasterKey(id, keys.key(id)))
                        .toList(),
                random);
        new EncryptionKeyRows(database, ring).open();
        return ring;
    }

    @Singleton
    KeyAgreement keyAgreement(DataSource database, KeyRing ring) {
        return new EncryptionKeyRows(database, ring);
    }

    @Singleton
    Upkeep upkeep(DataSource database) {
        return new PostgresUpkeep(database);
    }

    @Singleton
    Measures measures(DataSource database) {
        return new PostgresMeasures(database);
    }

    @Singleton
    NodeStore nodes(DataSource database) {
        return new PostgresNodes(database);
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
            RandomGenerator random,
            CommittedEvents events) {
        return new PostgresUnitOfWork(transactions, connections, parts, random, events::committed);
    }

    @Singleton
    StoreParts storeParts(
            KeyRing keys,
            KeyedHash hash,
            EventRendering rendering,
            IdGenerator ids,
            StoreParts.Repositories repositories) {
        return new StoreParts(keys, hash, rendering, ids, repositories);
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
    DeliveryKeyStore deliveryKeys(DataSource database, KeyRing keys) {
        return new PostgresDeliveryKeyStore(database, keys);
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
