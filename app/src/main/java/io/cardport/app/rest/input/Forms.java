package io.cardport.app.rest.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.domain.holder.Documents;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.netty.handler.codec.http.multipart.InterfaceHttpPostRequestDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Reads {@code multipart/form-data} (RFC 7578) with Netty's parser, fed piece by piece: names with dots become nested
 * objects, so that a form reads as the same body in JSON, and files become documents.
 */
public final class Forms {
    private static final long FILE_MOST = 5_000_000;
    private static final int FIELDS_MOST = 200;
    private static final int HEAD_MOST = 16 << 10;
    private static final int PIECE = 1 << 14;
    /** CRLF, two hyphens and a boundary of at most 70 characters (RFC 2046 section 5.1.1). */
    private static final int DELIMITER_MOST = 4 + 70;

    private static final int DEPTH_MOST = 8;
    private static final int NAME_MOST = 128;
    private static final Set<String> FILES = Set.of("docFront", "docBack", "selfie");

    private final RandomGenerator random;

    /**
     * Takes where keys of spools come from.
     *
     * @param random a strong source
     */
    public Forms(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Reads a form.
     *
     * @param contentType the request's content type with its boundary
     * @param body the body
     * @return what was received, to be closed
     * @throws IOException when the body breaks off
     */
    public Received read(String contentType, InputStream body) throws IOException {
        FormParts parts = new FormParts(random, FILE_MOST);
        boolean done = false;
        try {
            Reading reading = new Reading(parts);
            decode(contentType, body, parts, reading);
            Received received = reading.end();
            done = true;
            return received;
        } finally {
            if (!done) {
                parts.close();
            }
        }
    }

    private static void decode(String contentType, InputStream body, FormParts parts, Reading reading)
            throws IOException {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        InterfaceHttpPostRequestDecoder decoder = decoder(head, parts);
        try {
            byte[] bytes = new byte[DELIMITER_MOST + PIECE];
            int held = 0;
            for (int count = body.read(bytes, 0, PIECE); count >= 0; count = body.read(bytes, held, PIECE)) {
                int length = held + count;
                int safe = beforeDelimiter(bytes, length);
                if (safe > 0) {
                    offer(decoder, new DefaultHttpContent(Unpooled.copiedBuffer(bytes, 0, safe)));
                    take(decoder, reading);
                }
                held = length - safe;
                System.arraycopy(bytes, safe, bytes, 0, held);
            }
            offer(decoder, new DefaultLastHttpContent(Unpooled.copiedBuffer(bytes, 0, held)));
            if (take(decoder, reading) != Parts.ALL) {
                throw malformed();
            }
        } finally {
            decoder.destroy();
        }
    }

    /** Netty 4.2's parser takes the CR of a delimiter for content when a piece ends between it and its LF. */
    private static int beforeDelimiter(byte[] bytes, int length) {
        for (int at = length - 1; at >= Math.max(0, length - DELIMITER_MOST); at--) {
            if (bytes[at] == '\r') {
                return at;
            }
        }
        return length;
    }

    private static void offer(InterfaceHttpPostRequestDecoder decoder, HttpContent content) {
        try {
            decoder.offer(content);
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException broken) {
            throw broken.getCause() instanceof IOException ? tooLarge() : malformed();
        } catch (HttpPostRequestDecoder.TooManyFormFieldsException
                | HttpPostRequestDecoder.TooLongFormFieldException broken) {
            throw tooLarge();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException broken) {
            // Netty 4.2's parser trips over part headers without a value, such as a bare "name=".
            throw malformed();
        }
    }

    private static InterfaceHttpPostRequestDecoder decoder(HttpRequest head, FormParts parts) {
        try {
            return new HttpPostMultipartRequestDecoder(parts, head, StandardCharsets.UTF_8, FIELDS_MOST, HEAD_MOST);
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException noBoundary) {
            throw malformed();
        }
    }

    /** Which parts were taken. */
    private enum Parts {
        /** All that have come so far. */
        SO_FAR,
        /** All that there are. */
        ALL
    }

    private static Parts take(InterfaceHttpPostRequestDecoder decoder, Reading reading) throws IOException {
        try {
            while (decoder.hasNext()) {
                reading.take(decoder.next());
            }
            return Parts.SO_FAR;
        } catch (HttpPostRequestDecoder.EndOfDataDecoderException end) {
            // The parser's way to say that the closing boundary has come and all parts were given.
            return Parts.ALL;
        }
    }

    private static RuntimeException malformed() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The body must be well-formed multipart/form-data.")
                .exception();
    }

    private static RuntimeException tooLarge() {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).exception();
    }

    /** Puts the parts together. */
    private static final class Reading {
        private final FormParts parts;
        private final Faults faults = new Faults();
        private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
        private final Map<String, String> marks = new TreeMap<>();
        private final List<Documents.Document> documents = new ArrayList<>();

        Reading(FormParts parts) {
            this.parts = parts;
        }

        void take(InterfaceHttpData part) throws IOException {
            String name = part.getName();
            if (marks.containsKey(name)) {
                faults.invalid(pointer(name), "must be given once");
                return;
            }
            if (part instanceof SpooledUpload upload) {
                file(name, upload.spool());
            } else if (part instanceof Attribute attribute) {
                String value = attribute.getValue();
                marks.put(name, "text " + value);
                text(name, value);
            }
        }

        private void file(String name, Spool spool) {
            marks.put(name, "file");
            if (!FILES.contains(name) && !name.matches("details\\.[^.].*")) {
                faults.unknown(pointer(name));
                return;
            }
            Optional<Documents.Kind> kind = spool.kind();
            if (kind.isEmpty()) {
                faults.invalid(pointer(name), "must be a JPEG, PNG or PDF file");
                return;
            }
            Documents.Document document = spool.document(name, kind.get());
            marks.put(name, "file " + document.sha256());
            documents.add(document);
        }

        private void text(String name, String value) {
            List<String> steps = List.of(name.split("\\.", -1));
            if (FILES.contains(name)) {
                faults.invalid(pointer(name), "must be a file");
                return;
            }
            if (steps.contains("") || steps.size() > DEPTH_MOST || name.length() > NAME_MOST) {
                faults.unknown(pointer(name));
                return;
            }
            ObjectNode at = tree;
            for (String step : steps.subList(0, steps.size() - 1)) {
                if (at.has(step) && !at.get(step).isObject()) {
                    faults.invalid(pointer(name), "is inside a field that has a value itself");
                    return;
                }
                at = at.withObjectProperty(step);
            }
            if (at.has(steps.getLast())) {
                faults.invalid(pointer(name), "has fields inside and a value itself");
                return;
            }
            at.put(steps.getLast(), value);
        }

        Received end() {
            faults.check();
            List<String> canonical = new ArrayList<>();
            marks.forEach((name, mark) -> {
                canonical.add(name);
                canonical.add(mark);
            });
            return new Received(tree, new Documents(documents), canonical, parts);
        }

        private static String pointer(String name) {
            return "/" + name.replace("~", "~0").replace("/", "~1").replace('.', '/');
        }
    }
}
