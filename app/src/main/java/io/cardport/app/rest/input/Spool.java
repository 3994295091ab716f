package io.cardport.app.rest.input;

import io.cardport.domain.holder.Documents;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One upload in a temporary file that has no name any more and whose bytes are encrypted (AES-256, counter mode) under a key
 * that lives in this object only: whatever becomes of the process, nobody reads the file.
 */
final class Spool implements AutoCloseable {
    private static final int HEAD = 8;
    private static final int PIECE = 1 << 16;

    private final FileChannel file;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final MessageDigest digest;
    private final byte[] head = new byte[HEAD];
    private long length;

    private Spool(FileChannel file, SecretKeySpec key) {
        this.file = file;
        this.key = key;
        this.cipher = cipher(key, Cipher.ENCRYPT_MODE);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    static Spool open(RandomGenerator random) throws IOException {
        byte[] key = new byte[32];
        random.nextBytes(key);
        Path path = Files.createTempFile(
                "cardport",
                ".spool",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        return new Spool(file, new SecretKeySpec(key, "AES"));
    }

    /** The key is used for one stream only, so the counter may begin at zero. */
    private static Cipher cipher(SecretKeySpec key, int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, key, new IvParameterSpec(new byte[16]));
            return cipher;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has AES in counter mode", impossible);
        }
    }

    /** Adds bytes. */
    void write(ByteBuf bytes) throws IOException {
        if (!bytes.isReadable()) {
            return;
        }
        byte[] plain = new byte[bytes.readableBytes()];
        bytes.readBytes(plain);
        int missing = (int) Math.max(0, Math.min(HEAD - length, plain.length));
        System.arraycopy(plain, 0, head, (int) Math.min(length, HEAD), missing);
        digest.update(plain);
        ByteBuffer sealed = ByteBuffer.wrap(cipher.update(plain));
        while (sealed.hasRemaining()) {
            file.write(sealed);
        }
        length += plain.length;
    }

    long length() {
        return length;
    }

    /** What it is by its first bytes: JPEG (ITU-T T.81), PNG (RFC 2083) or PDF (ISO 32000). */
    Optional<Documents.Kind> kind() {
        String start = HexFormat.of().formatHex(head);
        if (start.startsWith("ffd8ff")) {
            return Optional.of(Documents.Kind.JPEG);
        }
        if (start.equals("89504e470d0a1a0a")) {
            return Optional.of(Documents.Kind.PNG);
        }
        return start.startsWith("255044462d") ? Optional.of(Documents.Kind.PDF) : Optional.empty();
    }

    /** Ends the writing. */
    Documents.Document document(String name, Documents.Kind kind) {
        return new Spooled(this, name, kind, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private record Spooled(Spool spool, String name, Documents.Kind kind, String sha256) implements Documents.Document {
        @Override
        public long length() {
            return spool.length();
        }

        @Override
        public InputStream open() {
            return new Reading(spool.file, cipher(spool.key, Cipher.DECRYPT_MODE));
        }

        @Override
        public String toString() {
            return "Document[" + name + "]";
        }
    }

    /** Reads from the start, with a position of its own. */
    private static final class Reading extends InputStream {
        private final FileChannel file;
        private final Cipher cipher;
        private long position;

        Reading(FileChannel file, Cipher cipher) {
            this.file = file;
            this.cipher = cipher;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int wanted) throws IOException {
            if (wanted == 0) {
                return 0;
            }
            ByteBuffer sealed = ByteBuffer.allocate(Math.min(wanted, PIECE));
            int count = file.read(sealed, position);
            if (count <= 0) {
                return -1;
            }
            position += count;
            byte[] plain = cipher.update(sealed.array(), 0, count);
            System.arraycopy(plain, 0, into, offset, count);
            return count;
        }
    }
}
