package io.cardport.signatures;

import java.util.function.Supplier;

/** The bytes of a message's content. They are not copied: whoever gives them leaves them as they are. */
public final class Content {
    /** No content. */
    public static final Content NONE = of(new byte[0], Size.NOTHING);

    private enum Size {
        NOTHING,
        SOMETHING
    }

    private final Supplier<byte[]> bytes;
    private final Size size;

    private Content(Supplier<byte[]> bytes, Size size) {
        this.bytes = bytes;
        this.size = size;
    }

    private static Content of(byte[] bytes, Size size) {
        return new Content(() -> bytes, size);
    }

    /**
     * Wraps bytes.
     *
     * @param bytes not copied
     * @return the content
     */
    public static Content of(byte[] bytes) {
        return bytes.length == 0 ? NONE : of(bytes, Size.SOMETHING);
    }

    /**
     * A content that is there and not read yet. A verifier asks for it once and only when the signature holds, so that
     * nobody unknown makes a server keep bytes.
     *
     * @param bytes reads it
     * @return the content
     */
    public static Content later(Supplier<byte[]> bytes) {
        return new Content(bytes, Size.SOMETHING);
    }

    /**
     * Whether there is nothing.
     *
     * @return true for no byte
     */
    public boolean isEmpty() {
        return size == Size.NOTHING;
    }

    byte[] bytes() {
        return bytes.get();
    }

    /** A content may be secret: nothing of it is told. */
    @Override
    public String toString() {
        return "Content[" + size + "]";
    }
}
