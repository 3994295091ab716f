package io.cardport.app.rest.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.ProblemException;
import io.cardport.domain.holder.Documents;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Receives bodies whole, before anything is claimed or sent: JSON up to 1 MB, forms up to 16 MB. */
@Singleton
public final class Bodies {
    private static final int JSON_MOST = 1_000_000;
    private static final long FORM_MOST = 16_000_000;

    private final Forms forms;

    Bodies(RandomGenerator random) {
        this.forms = new Forms(random);
    }

    /**
     * A body that must be JSON.
     *
     * @param request the request
     * @return what was received
     */
    public Received json(HttpRequest<?> request) {
        return read(request, Accepts.JSON);
    }

    /**
     * A body that may be missing.
     *
     * @param request the request
     * @return what was received, an empty object where there was nothing
     */
    public Received jsonOrNothing(HttpRequest<?> request) {
        return read(request, Accepts.JSON_OR_NOTHING);
    }

    /**
     * A body that is JSON or a form.
     *
     * @param request the request
     * @return what was received, to be closed
     */
    public Received jsonOrForm(HttpRequest<?> request) {
        return read(request, Accepts.JSON_OR_FORM);
    }

    /**
     * A body that is JSON, a form or missing.
     *
     * @param request the request
     * @return what was received, an empty object where there was nothing; to be closed
     */
    public Received any(HttpRequest<?> request) {
        return read(request, Accepts.ANY);
    }

    private enum Accepts {
        JSON(false, false),
        JSON_OR_NOTHING(false, true),
        JSON_OR_FORM(true, false),
        ANY(true, true);

        private final boolean form;
        private final boolean nothing;

        Accepts(boolean form, boolean nothing) {
            this.form = form;
            this.nothing = nothing;
        }
    }

    private Received read(HttpRequest<?> request, Accepts accepts) {
        // Refused before a byte of it is read, the rest is thrown away as it comes: clients that send all before they
        // read get their answer.
        if (request.getContentLength() > FORM_MOST) {
            throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).exception();
        }
        Optional<MediaType> type = type(request);
        boolean form = type.filter(given -> given.matches(MediaType.MULTIPART_FORM_DATA_TYPE))
                .isPresent();
        try (InputStream body = KeptBody.open(request)) {
            if (form && accepts.form) {
                return forms.read(
                        request.getHeaders().getFirst("Content-Type").orElse(""), new Bounded(body, FORM_MOST));
            }
            byte[] bytes = body.readNBytes(JSON_MOST + 1);
            if (bytes.length == 0 && accepts.nothing) {
                return received(JsonNodeFactory.instance.objectNode(), bytes);
            }
            if (type.filter(Bodies::isJson).isEmpty()) {
                throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE).exception();
            }
            if (bytes.length > JSON_MOST) {
                throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).exception();
            }
            return received(JsonBodies.read(bytes), bytes);
        } catch (IOException | ContentLengthExceededException broken) {
            throw broken(broken);
        }
    }

    private static Received received(ObjectNode tree, byte[] bytes) {
        return new Received(tree, Documents.NONE, List.of(sha256(bytes)), () -> {});
    }

    private static Optional<MediaType> type(HttpRequest<?> request) {
        try {
            return request.getContentType();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isJson(MediaType type) {
        return type.getName().equals(MediaType.APPLICATION_JSON)
                && type.getCharset().filter(set -> !set.name().equals("UTF-8")).isEmpty();
    }

    /** The framework bounds bodies too, and tells it in its own ways. */
    private static ProblemException broken(Exception broken) {
        for (Optional<Throwable> at = Optional.of(broken); at.isPresent(); at = at.map(Throwable::getCause)) {
            if (at.get() instanceof ContentLengthExceededException || at.get() instanceof Bounded.Exceeded) {
                return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).exception();
            }
        }
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The body broke off.").exception();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** Gives up where more comes than is taken. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new Exceeded();
            }
            return count;
        }

        static final class Exceeded extends IOException {
            private static final long serialVersionUID = 1L;
        }
    }
}
