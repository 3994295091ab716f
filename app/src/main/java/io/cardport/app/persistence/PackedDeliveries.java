package io.cardport.app.persistence;

import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.webhook.StoredDelivery;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Deliveries in one run of bytes: of each its id, account, dedupe key and sealed content, each behind its length (32 bit,
 * big-endian), and when it came (64 bit, microseconds since 1970 UTC). Texts are UTF-8.
 */
final class PackedDeliveries {
    private PackedDeliveries() {}

    static byte[] of(List<DeliveryRows.Sealed> deliveries) {
        List<byte[]> parts = new ArrayList<>(4 * deliveries.size());
        int size = 0;
        for (DeliveryRows.Sealed sealed : deliveries) {
            StoredDelivery delivery = sealed.delivery();
            for (byte[] part : List.of(
                    utf8(delivery.id().value()), utf8(delivery.account()), utf8(delivery.dedupe()), sealed.content())) {
                parts.add(part);
                size += Integer.BYTES + part.length;
            }
        }
        ByteBuffer all = ByteBuffer.allocate(size + Long.BYTES * deliveries.size());
        for (int at = 0; at < parts.size(); at++) {
            all.putInt(parts.get(at).length).put(parts.get(at));
            if (at % 4 == 3) {
                Instant received = deliveries.get(at / 4).delivery().receivedAt();
                all.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, received));
            }
        }
        return all.array();
    }

    /**
     * Reads them; their contents are still sealed.
     *
     * @throws IllegalStateException when the bytes are no such run
     */
    static List<DeliveryRows.Sealed> read(byte[] packed) {
        ByteBuffer all = ByteBuffer.wrap(packed);
        List<DeliveryRows.Sealed> deliveries = new ArrayList<>();
        try {
            while (all.hasRemaining()) {
                String id = text(all);
                String account = text(all);
                String dedupe = text(all);
                byte[] content = part(all);
                Instant received = Instant.EPOCH.plus(all.getLong(), ChronoUnit.MICROS);
                deliveries.add(new DeliveryRows.Sealed(
                        new StoredDelivery(new DeliveryId(id), account, dedupe, new byte[0], received), content));
            }
        } catch (BufferUnderflowException cut) {
            throw new IllegalStateException("packed deliveries are cut off", cut);
        }
        return deliveries;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer all) {
        return new String(part(all), StandardCharsets.UTF_8);
    }

    private static byte[] part(ByteBuffer all) {
        int length = all.getInt();
        if (length < 0 || length > all.remaining()) {
            throw new IllegalStateException("packed deliveries are cut off");
        }
        byte[] part = new byte[length];
        all.get(part);
        return part;
    }
}
