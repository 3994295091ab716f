package io.cardport.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** The body of a request. The text form of every kind shows sizes, never content. */
public sealed interface WireBody {
    /** No body. A POST, PUT or PATCH still says {@code Content-Length: 0}. */
    record None() implements WireBody {}

    /**
     * Bytes in memory.
     *
     * @param contentType the Content-Type field
     * @param content exactly what is sent; not copied, so nobody may change it afterwards
     */
    record Bytes(String contentType, byte[] content) implements WireBody {
        @Override
        public String toString() {
            return "Bytes[" + contentType + ", " + content.length + " bytes]";
        }
    }

    /**
     * A multipart/form-data body (RFC 7578), streamed; the boundary is chosen by the exchange and the length is known
     * before the first byte leaves.
     *
     * @param parts the parts in order
     */
    record Multipart(List<Part> parts) implements WireBody {
        /**
         * Copies the parts.
         *
         * @param parts see the type
         */
        public Multipart {
            parts = List.copyOf(parts);
        }

        /**
         * The same body in memory, for issuers whose signature covers its bytes.
         *
         * @param randomness chooses the boundary
         * @return the body with the boundary in its content type
         * @throws IOException when a file cannot be read, or is not as long as declared
         */
        public Bytes buffered(RandomGenerator randomness) throws IOException {
            try (MultipartStream stream = MultipartStream.open(this, randomness)) {
                return new Bytes(stream.contentType(), stream.readAllBytes());
            }
        }
    }

    /** One part of a multipart body. */
    sealed interface Part {
        /**
         * The name of the form field.
         *
         * @return the name
         */
        String name();
    }

    /**
     * A text part.
     *
     * @param name form field
     * @param value sent as UTF-8
     */
    record TextPart(String name, String value) implements Part {
        @Override
        public String toString() {
            return "TextPart[" + name + "]";
        }
    }

    /**
     * A file part, read while it is sent.
     *
     * @param name form field
     * @param fileName shown to the issuer
     * @param contentType of the file
     * @param length exact length in bytes; a source that holds more or less ends the exchange
     * @param source where the bytes come from
     */
    record FilePart(String name, String fileName, String contentType, long length, FileSource source) implements Part {
        /**
         * Refuses a negative length.
         *
         * @param name see the type
         * @param fileName see the type
         * @param contentType see the type
         * @param length see the type
         * @param source see the type
         */
        public FilePart {
            if (length < 0) {
                throw new IllegalArgumentException("a file has no negative length");
            }
        }

        @Override
        public String toString() {
            return "FilePart[" + name + ", " + contentType + ", " + length + " bytes]";
        }
    }

    /** Opens a file once for each attempt. */
    @FunctionalInterface
    interface FileSource {
        /**
         * Opens the file at its beginning.
         *
         * @return the bytes; closed by the exchange
         * @throws IOException when it cannot be opened: the request is then not sent
         */
        InputStream open() throws IOException;
    }

    /**
     * No body.
     *
     * @return the empty body
     */
    static WireBody none() {
        return new None();
    }

    /**
     * A JSON body.
     *
     * @param content JSON text in UTF-8
     * @return a body of {@code application/json}
     */
    static WireBody json(byte[] content) {
        return new Bytes("application/json", content);
    }

    /**
     * A text body.
     *
     * @param contentType the Content-Type field
     * @param content sent as UTF-8
     * @return the body
     */
    static WireBody text(String contentType, String content) {
        return new Bytes(contentType, content.getBytes(StandardCharsets.UTF_8));
    }
}
