package io.cardport.app.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final byte[] CLEAR = "what a person said".getBytes(StandardCharsets.UTF_8);
    private static final Place PLACE = new Place("claims", "one", "answer");

    private final KeyRing.MasterKey first = key("k1", 1);
    private final KeyRing.MasterKey second = key("k2", 2);
    private final KeyRing ring = ring(first);

    private static KeyRing.MasterKey key(String id, int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return new KeyRing.MasterKey(id, bytes);
    }

    private static KeyRing ring(KeyRing.MasterKey... keys) {
        return new KeyRing(List.of(keys), new SecureRandom());
    }

    @Test
    void whatIsSealedOpensAtItsPlaceOnly() {
        byte[] sealed = ring.seal(PLACE, CLEAR);

        assertThat(ring.unseal(PLACE, sealed)).isEqualTo(CLEAR);
        for (Place elsewhere : List.of(
                new Place("claims", "two", "answer"),
                new Place("claims", "one", "other"),
                new Place("events", "one", "answer"))) {
            assertThatThrownBy(() -> ring.unseal(elsewhere, sealed)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void sealingTwiceGivesDifferentBytes() {
        assertThat(ring.seal(PLACE, CLEAR)).isNotEqualTo(ring.seal(PLACE, CLEAR));
    }

    @Test
    void anOlderKeyStillOpensAndANewerOneSeals() {
        byte[] old = ring.seal(PLACE, CLEAR);
        KeyRing rotated = ring(second, first);

        assertThat(rotated.unseal(PLACE, old)).isEqualTo(CLEAR);
        assertThat(ring(second).unseal(PLACE, rotated.seal(PLACE, CLEAR))).isEqualTo(CLEAR);
        assertThatThrownBy(() -> ring(second).unseal(PLACE, old))
                .isInstanceOf(SealBroken.class)
                .hasMessageContaining("k1");
    }

    @Test
    void aHoldersKeyOpensWhatItSealedAndNobodyElseDoes() {
        Place keyPlace = new Place("cardholders", "one", "data_key");
        Sealing one = ring.holdersOwn(keyPlace, ring.newKey(keyPlace));
        Sealing other = ring.holdersOwn(keyPlace, ring.newKey(keyPlace));
        byte[] sealed = one.seal(PLACE, CLEAR);

        assertThat(one.unseal(PLACE, sealed)).isEqualTo(CLEAR);
        assertThat(KeyRing.needsHoldersKey(sealed)).isTrue();
        assertThat(KeyRing.needsHoldersKey(ring.seal(PLACE, CLEAR))).isFalse();
        assertThatThrownBy(() -> other.unseal(PLACE, sealed)).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> ring.unseal(PLACE, sealed)).isInstanceOf(SealBroken.class);
    }

    @Test
    void noChangedOrShortenedBytesOpen() {
        byte[] sealed = ring.seal(PLACE, CLEAR);
        Random random = new Random(20261120);
        for (int trial = 0; trial < 2_000; trial++) {
            byte[] broken = Arrays.copyOf(sealed, random.nextBoolean() ? sealed.length : random.nextInt(sealed.length));
            if (broken.length == sealed.length) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
            }
            assertThatThrownBy(() -> ring.unseal(PLACE, broken)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void aKeyedHashDependsOnKeyPurposeAndEachPart() {
        KeyedHash hash = new KeyedHash(first.bytes());
        String one = hash.of("email", "ab", "c");

        assertThat(one).matches("[0-9a-f]{64}").isEqualTo(new KeyedHash(first.bytes()).of("email", "ab", "c"));
        assertThat(one).isNotEqualTo(hash.of("email", "a", "bc"));
        assertThat(one).isNotEqualTo(hash.of("other", "ab", "c"));
        assertThat(one).isNotEqualTo(new KeyedHash(second.bytes()).of("email", "ab", "c"));
    }
}
