package io.cardport.signatures;

/** The bytes of a message's content. They are not copied: whoever gives them leaves them as they are. */
public final class Content {
    /** No content. */
    public static final Content NONE = new Content(new byte[0]);

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps bytes.
     *
     * @param bytes not copied
     * @return the content
     */
    public static Content of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Content(bytes);
    }

    /**
     * Whether there is nothing.
     *
     * @return true for no byte
     */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** A content may be secret: only its length is told. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
