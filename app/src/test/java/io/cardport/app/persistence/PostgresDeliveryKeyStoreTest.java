package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.delivery.DeliveryKey;
import io.cardport.app.delivery.DeliveryKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresDeliveryKeyStoreTest {
    private final TestStores database = TestStores.fresh();

    @AfterEach
    void close() {
        database.close();
    }

    private PostgresDeliveryKeyStore node() {
        return new PostgresDeliveryKeyStore(database.pool(), database.house());
    }

    private DeliveryKeys keys(Duration after) {
        return new DeliveryKeys(node(), new SecureRandom(), () -> Samples.NOW.plus(after));
    }

    @Test
    void nodesThatNeedTheFirstKeyAtOnceMakeOne() throws Exception {
        List<Future<String>> signers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 8; number++) {
                signers.add(executor.submit(
                        () -> keys(Duration.ZERO).signing().getFirst().kid()));
            }
        }
        List<String> kids = new ArrayList<>();
        for (Future<String> signer : signers) {
            kids.add(signer.get());
        }
        assertThat(kids).hasSize(8).containsOnly(kids.getFirst());
        assertThat(node().all()).hasSize(1);
    }

    @Test
    void keysComeBackAsTheyWereAndOldOnesGo() {
        DeliveryKey made = keys(Duration.ZERO).signing().getFirst();
        byte[] content = {1, 2, 3};

        DeliveryKey read = node().all().getFirst();
        assertThat(read.sign(content)).isEqualTo(made.sign(content));
        assertThat(read.signsFrom()).isEqualTo(made.signsFrom());
        assertThat(database.rows(
                        "SELECT encode(private_key, 'hex') AS hex FROM delivery_keys", row -> Read.text(row, "hex")))
                .hasSize(1)
                .noneMatch(hex -> hex.contains(HexFormat.of().formatHex(made.seed())));

        keys(Duration.ofDays(400)).signing();
        assertThat(node().all()).hasSize(2);
        keys(Duration.ofDays(800)).signing();
        assertThat(node().all()).hasSize(2).noneMatch(key -> key.kid().equals(made.kid()));
    }
}
