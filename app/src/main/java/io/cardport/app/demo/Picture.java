package io.cardport.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A generated grey image in the place of a photographed document, as a PNG (RFC 2083). */
final class Picture {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;

    private Picture() {}

    /** Different words give different pictures, so that a swapped front and back can be told apart. */
    static byte[] of(String word) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        try {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(head);
            fields.writeInt(WIDTH);
            fields.writeInt(HEIGHT);
            // Eight bits, greyscale, deflate, no filter, not interlaced.
            fields.write(new byte[] {8, 0, 0, 0, 0});
            chunk(out, "IHDR", head.toByteArray());
            chunk(out, "IDAT", pixels(word.hashCode()));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] pixels(int seed) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < HEIGHT; y++) {
                byte[] row = new byte[WIDTH + 1];
                for (int x = 0; x < WIDTH; x++) {
                    row[x + 1] = (byte) ((x ^ y) + seed);
                }
                deflate.write(row);
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        DataOutputStream fields = new DataOutputStream(out);
        fields.writeInt(content.length);
        fields.write(name);
        fields.write(content);
        fields.writeInt((int) sum.getValue());
    }
}
