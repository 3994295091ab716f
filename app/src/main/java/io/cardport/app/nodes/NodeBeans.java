package io.cardport.app.nodes;

import io.cardport.app.boot.EncryptionKeys;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** This node, with the words of this version and the keys of its key file. */
@Factory
final class NodeBeans {
    @Singleton
    @Bean(
            preDestroy = "close",
            typed = {ThisNode.class, Claiming.class})
    ThisNode node(NodeStore store, InstantSource clock, RandomGenerator random, EncryptionKeys keys) {
        Set<String> reads = new HashSet<>(StoredWords.READ);
        keys.ids().forEach(id -> reads.add(ThisNode.key(id)));
        return new ThisNode(store, clock, random, reads, System::nanoTime);
    }
}
