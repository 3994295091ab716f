package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.webhook.StoredDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedDeliveriesTest {
    private final Samples samples = new Samples();

    private DeliveryRows.Sealed sealed(String account, String dedupe, byte[] content, Instant receivedAt) {
        return new DeliveryRows.Sealed(
                new StoredDelivery(samples.ids.delivery(), account, dedupe, new byte[] {1}, receivedAt), content);
    }

    private static void assertSame(DeliveryRows.Sealed read, DeliveryRows.Sealed written) {
        assertThat(read.content()).containsExactly(written.content());
        assertThat(read.delivery().id()).isEqualTo(written.delivery().id());
        assertThat(read.delivery().account()).isEqualTo(written.delivery().account());
        assertThat(read.delivery().dedupe()).isEqualTo(written.delivery().dedupe());
        assertThat(read.delivery().receivedAt()).isEqualTo(written.delivery().receivedAt());
    }

    @Test
    void whatIsPackedComesBackInItsOrder() {
        List<DeliveryRows.Sealed> written = List.of(
                sealed("uqpay-sim", "event-1", new byte[] {0, 1, 2, -1}, Instant.parse("2026-11-30T01:02:03.456789Z")),
                sealed("a", "", new byte[0], Instant.EPOCH),
                sealed("b", "ereignis-\u00e4\ud83d\ude00", new byte[70_000], Instant.parse("1969-12-31T23:59:59Z")));
        List<DeliveryRows.Sealed> read = PackedDeliveries.read(PackedDeliveries.of(written));
        assertThat(read).hasSameSizeAs(written);
        for (int at = 0; at < written.size(); at++) {
            assertSame(read.get(at), written.get(at));
        }
        assertThat(PackedDeliveries.read(PackedDeliveries.of(List.of()))).isEmpty();
    }

    @Test
    void theFormIsTheOneThatEarlierVersionsHaveWritten() {
        byte[] packed = PackedDeliveries.of(List.of(sealed("acc", "key", new byte[] {7}, Instant.ofEpochSecond(1))));
        int id = samples.ids.delivery().value().length();
        assertThat(packed).hasSize(4 + id + 4 + 3 + 4 + 3 + 4 + 1 + 8);
        assertThat(Arrays.copyOfRange(packed, 4 + id, packed.length))
                .containsExactly(
                        0, 0, 0, 3, 'a', 'c', 'c', 0, 0, 0, 3, 'k', 'e', 'y', 0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 0x0f, 0x42,
                        0x40);
    }

    @Test
    void whatIsCutOffIsRefusedWhereverItIsCut() {
        byte[] packed = PackedDeliveries.of(List.of(sealed("acc", "key", new byte[] {7}, Samples.NOW)));
        for (int length = 1; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> PackedDeliveries.read(cut)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void damagedBytesNeverTakeMoreMemoryThanTheyAre() {
        byte[] packed = PackedDeliveries.of(List.of(
                sealed("acc", "key", new byte[40], Samples.NOW), sealed("acc", "yek", new byte[40], Samples.NOW)));
        Random random = new Random(20261130);
        List<Class<?>> thrown = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = packed.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                PackedDeliveries.read(damaged);
            } catch (IllegalStateException | IllegalArgumentException refused) {
                thrown.add(refused.getClass());
            }
        }
        assertThat(thrown).isNotEmpty();
    }
}
