package io.cardport.app.rest.input;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.multipart.MemoryFileUpload;
import java.io.IOException;
import java.nio.charset.Charset;

/** A file of a form that goes to its spool piece by piece, as the parser finds it; nothing of it stays in memory. */
final class SpooledUpload extends MemoryFileUpload {
    private final Spool spool;
    private final long most;

    SpooledUpload(Named named, Charset charset, Spool spool, long most) {
        super(named.name(), named.filename(), named.contentType(), named.encoding(), charset, 0);
        this.spool = spool;
        this.most = most;
    }

    /** What the part's own headers say. */
    record Named(String name, String filename, String contentType, String encoding) {}

    Spool spool() {
        return spool;
    }

    @Override
    public void addContent(ByteBuf buffer, boolean last) throws IOException {
        if (buffer != null) {
            try {
                if (spool.length() + buffer.readableBytes() > most) {
                    throw new TooLarge();
                }
                spool.write(buffer);
            } finally {
                buffer.release();
            }
        }
        if (last) {
            setCompleted();
        }
    }

    @Override
    public long length() {
        return spool.length();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** A part is longer than allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("a part of the form is too large");
        }
    }
}
