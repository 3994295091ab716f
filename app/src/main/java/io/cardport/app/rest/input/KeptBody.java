package io.cardport.app.rest.input;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a signed request: read whole, since its digest is checked before anything of it is parsed. */
public final class KeptBody {
    private static final String ATTRIBUTE = "io.cardport.body";
    private static final int MOST = 16_000_000;

    private KeptBody() {}

    /**
     * Reads the body, once, and keeps it for whoever parses it.
     *
     * @param request a request of the server
     * @return the exact bytes
     * @throws io.cardport.app.rest.ProblemException where it breaks off or is too large
     */
    public static byte[] of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, byte[].class).orElseGet(() -> {
            byte[] bytes = read(request);
            request.setAttribute(ATTRIBUTE, bytes);
            return bytes;
        });
    }

    private static byte[] read(HttpRequest<?> request) {
        if (request.getContentLength() > MOST) {
            throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).exception();
        }
        try (InputStream body = received(request)) {
            byte[] bytes = body.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).exception();
            }
            return bytes;
        } catch (ContentLengthExceededException tooLarge) {
            throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).exception();
        } catch (IOException broken) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The body broke off.")
                    .exception();
        }
    }

    /** What is kept, else what comes. */
    static InputStream open(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, byte[].class)
                .<InputStream>map(ByteArrayInputStream::new)
                .orElseGet(() -> received(request));
    }

    private static InputStream received(HttpRequest<?> request) {
        if (request instanceof ServerHttpRequest<?> server) {
            return server.byteBody().toInputStream();
        }
        throw new IllegalStateException("only requests of the server have a body to read");
    }
}
