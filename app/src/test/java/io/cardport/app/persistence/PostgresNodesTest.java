package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.app.boot.StartRefused;
import io.cardport.app.boot.TestPostgres;
import io.cardport.app.nodes.Node;
import io.cardport.app.nodes.NodeStore;
import io.cardport.app.nodes.ThisNode;
import io.cardport.app.nodes.WordUse;
import io.cardport.app.sealing.KeyRing;
import io.cardport.app.sealing.Place;
import io.cardport.testkit.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The node table, new words and new keys, on a database of its own for each test. */
class PostgresNodesTest {
    private static final Place PLACE = new Place("claims", "one", "answer");
    private static final byte[] CLEAR = {1, 2, 3};

    private final DataSource database = TestPostgres.fresh();
    private final NodeStore nodes = new PostgresNodes(database);

    private static Node node(String id, String... reads) {
        return new Node(id, Samples.NOW, Samples.NOW, "1", Set.of(reads));
    }

    private int age(String id, Duration by) {
        return new Connections(database)
                .autocommitting(connection -> new Sql(connection)
                        .update(
                                "UPDATE nodes SET heartbeat_at = heartbeat_at - ? * interval '1 second' WHERE id = ?",
                                by.toSeconds(),
                                id));
    }

    private static KeyRing ring(String... idsAndFills) {
        List<KeyRing.MasterKey> keys = new ArrayList<>();
        for (String each : idsAndFills) {
            byte[] bytes = new byte[32];
            Arrays.fill(bytes, (byte) each.hashCode());
            keys.add(new KeyRing.MasterKey(each.substring(0, 2), bytes));
        }
        return new KeyRing(keys, new SecureRandom());
    }

    private ThisNode running(String... keys) {
        Set<String> reads = new HashSet<>();
        for (String key : keys) {
            reads.add(ThisNode.key(key));
        }
        ThisNode node = new ThisNode(nodes, new SettableClock(Samples.NOW), new Random(), reads, System::nanoTime);
        node.beat();
        return node;
    }

    private static String sealer(KeyRing ring) {
        byte[] sealed = ring.seal(PLACE, CLEAR);
        return List.of("k1", "k2").stream()
                .filter(id -> new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1).contains(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNodeIsThereFromItsFirstBeatUntilItLeaves() {
        assertThat(nodes.beat(node("one", "a"))).isEmpty();
        nodes.beat(node("two"));
        nodes.beat(node("one", "a"));
        assertThat(nodes.all()).extracting(Node::id).containsExactly("one", "two");
        assertThat(nodes.all().getFirst().reads()).containsExactly("a");
        nodes.leave("one");
        assertThat(nodes.all()).extracting(Node::id).containsExactly("two");
    }

    @Test
    void silentNodesAreForgottenInTheEnd() {
        nodes.beat(node("one"));
        nodes.beat(node("two"));
        age("one", Duration.ofHours(2));
        assertThat(nodes.forget(Duration.ofHours(1))).isEqualTo(1);
        assertThat(nodes.all()).extracting(Node::id).containsExactly("two");
    }

    @Test
    void aWordIsWrittenOnlyWhenEveryLivingNodeReadsIt() {
        nodes.beat(node("new", "word"));
        nodes.beat(node("old"));
        assertThat(nodes.use("word")).isEqualTo(new WordUse.NotYet(List.of("old")));
        assertThat(nodes.beat(node("old"))).isEmpty();
        age("old", Duration.ofMinutes(2));
        assertThat(nodes.use("word")).isEqualTo(new WordUse.InUse());
        assertThat(nodes.beat(node("new", "word"))).isEmpty();
        assertThat(nodes.beat(node("old"))).containsExactly("word");
        assertThat(nodes.use("word")).isEqualTo(new WordUse.InUse());
    }

    @Test
    void aNewKeySealsOnceEveryNodeHasIt() {
        KeyRing first = ring("k1");
        new EncryptionKeyRows(database, first).open();
        ThisNode old = running("k1");
        KeyRing second = ring("k2", "k1");
        EncryptionKeyRows rows = new EncryptionKeyRows(database, second);
        rows.open();
        ThisNode rotated = running("k2", "k1");

        rows.follow(rotated);
        assertThat(sealer(second)).isEqualTo("k1");
        old.close();
        rows.follow(rotated);
        assertThat(sealer(second)).isEqualTo("k2");

        KeyRing third = ring("k1", "k2");
        EncryptionKeyRows others = new EncryptionKeyRows(database, third);
        others.open();
        others.follow(running("k1", "k2"));
        assertThat(sealer(third)).isEqualTo("k2");
        assertThat(third.unseal(PLACE, second.seal(PLACE, CLEAR))).isEqualTo(CLEAR);
        assertThat(running("k1").unread()).containsExactly("encryption-key:k2");
    }

    @Test
    void aKeyFileThatLacksAKeyInUseOrHasAnotherUnderItsNameEndsTheStart() {
        new EncryptionKeyRows(database, ring("k1")).open();
        assertThatThrownBy(() -> new EncryptionKeyRows(database, ring("k2")).open())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("k1");
        assertThatThrownBy(() -> new EncryptionKeyRows(database, ring("k1-other")).open())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("k1");
    }
}
