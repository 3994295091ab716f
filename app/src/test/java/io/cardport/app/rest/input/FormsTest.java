package io.cardport.app.rest.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.ProblemException;
import io.cardport.domain.holder.Documents;
import io.cardport.testkit.Trials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Forms as browsers and curl send them, and forms as nobody should. */
class FormsTest {
    private static final String TYPE = "multipart/form-data; boundary=XyZ";
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

    private final Forms forms = new Forms(new SplittableRandom(7));

    private static byte[] form(Object... namesAndValues) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            boolean file = namesAndValues[at + 1] instanceof byte[];
            String filename = file ? "; filename=\"x.bin\"\r\nContent-Type: application/octet-stream" : "";
            form.writeBytes(("--XyZ\r\nContent-Disposition: form-data; name=\"" + namesAndValues[at] + "\"" + filename
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(
                    file
                            ? (byte[]) namesAndValues[at + 1]
                            : namesAndValues[at + 1].toString().getBytes(StandardCharsets.UTF_8));
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--XyZ--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private Received read(byte[] form) {
        try {
            return forms.read(TYPE, new ByteArrayInputStream(form));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void refused(byte[] form, ProblemCode code, String... pointers) {
        assertThatThrownBy(() -> read(form)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.problem().code()).isEqualTo(code);
            assertThat(problem.problem().errors())
                    .extracting(io.cardport.app.rest.Problem.Violation::pointer)
                    .contains(pointers);
        });
    }

    private void refused(byte[] form, ProblemCode code) {
        assertThatThrownBy(() -> read(form))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(code));
    }

    private void tooLarge(byte[] form) {
        refused(form, ProblemCode.PAYLOAD_TOO_LARGE);
    }

    private void malformed(byte[] form) {
        refused(form, ProblemCode.MALFORMED_REQUEST);
    }

    @Test
    void namesWithDotsAreNestedAndFilesComeBackAsTheyWere() throws Exception {
        byte[] large = Arrays.copyOf(PNG, 300_000);
        new SplittableRandom(3).nextBytes(Arrays.copyOfRange(large, 16, large.length));
        try (Received received = read(form(
                "firstName",
                "Zoë",
                "address.line1",
                "1 Road",
                "details.job.title",
                "cook",
                "docFront",
                large,
                "details.proof",
                "%PDF-1.7 x".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(received.tree().toString())
                    .isEqualTo(
                            "{\"firstName\":\"Zoë\",\"address\":{\"line1\":\"1 Road\"},\"details\":{\"job\":{\"title\":\"cook\"}}}");
            Documents.Document front = received.documents().named("docFront").orElseThrow();
            assertThat(front.kind()).isEqualTo(Documents.Kind.PNG);
            assertThat(front.length()).isEqualTo(large.length);
            assertThat(front.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(large)));
            for (int twice = 0; twice < 2; twice++) {
                try (var content = front.open()) {
                    assertThat(content.readAllBytes()).isEqualTo(large);
                }
            }
            assertThat(received.documents().named("details.proof").orElseThrow().kind())
                    .isEqualTo(Documents.Kind.PDF);
        }
    }

    @Test
    void whereverAFormIsCutOnItsWayItReadsTheSame() throws IOException {
        byte[] whole =
                form("firstName", "Zoë", "lastName", "Lovelace", "docFront", Arrays.copyOf(PNG, 90), "mobile", "8");
        String expected = "{\"firstName\":\"Zoë\",\"lastName\":\"Lovelace\",\"mobile\":\"8\"}";
        for (int first = 1; first < whole.length; first++) {
            for (int second : new int[] {1, 2, whole.length}) {
                int end = Math.min(whole.length, first + second);
                List<InputStream> pieces = Stream.of(
                                Arrays.copyOf(whole, first),
                                Arrays.copyOfRange(whole, first, end),
                                Arrays.copyOfRange(whole, end, whole.length))
                        .<InputStream>map(ByteArrayInputStream::new)
                        .toList();
                try (Received received = forms.read(TYPE, new SequenceInputStream(Collections.enumeration(pieces)))) {
                    assertThat(received.tree().toString())
                            .as("cut at %d and %d", first, end)
                            .isEqualTo(expected);
                    assertThat(received.documents()
                                    .named("docFront")
                                    .orElseThrow()
                                    .length())
                            .isEqualTo(90);
                }
            }
        }
    }

    @Test
    void closedSpoolsCanNotBeRead() throws IOException {
        Received received = read(form("selfie", PNG));
        var document = received.documents().named("selfie").orElseThrow();
        received.close();
        try (var content = document.open()) {
            assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theOrderOfPartsMakesNoOtherRequestAndAnyContentDoes() {
        byte[] other = Arrays.copyOf(PNG, PNG.length + 1);
        try (Received one = read(form("email", "a@b.co", "docFront", PNG));
                Received two = read(form("docFront", PNG, "email", "a@b.co"));
                Received three = read(form("email", "a@b.co", "docFront", other));
                Received four = read(form("email", "a@b.c", "docFront", PNG))) {
            assertThat(two.canonical()).isEqualTo(one.canonical());
            assertThat(three.canonical()).isNotEqualTo(one.canonical());
            assertThat(four.canonical()).isNotEqualTo(one.canonical());
        }
    }

    @Test
    void whatDoesNotBelongIsRefused() {
        refused(form("docFront", "GIF89a".getBytes(StandardCharsets.US_ASCII)), ProblemCode.INVALID_FIELD, "/docFront");
        refused(form("docFront", new byte[0]), ProblemCode.INVALID_FIELD, "/docFront");
        refused(form("passport", PNG), ProblemCode.UNKNOWN_FIELD, "/passport");
        refused(form("docFront", "text"), ProblemCode.INVALID_FIELD, "/docFront");
        refused(form("email", "a@b.co", "email", "c@d.co"), ProblemCode.INVALID_FIELD, "/email");
        refused(form("address", "x", "address.line1", "y"), ProblemCode.INVALID_FIELD, "/address/line1");
        refused(form("a..b", "x"), ProblemCode.UNKNOWN_FIELD, "/a//b");
        tooLarge(form("docFront", Arrays.copyOf(PNG, 5_000_001)));
        tooLarge(form("firstName", "x".repeat(70_000)));
    }

    @Test
    void aFormThatBreaksOffIsMalformed() {
        byte[] whole = form("email", "a@b.co", "docFront", Arrays.copyOf(PNG, 2_000));
        malformed(Arrays.copyOf(whole, whole.length - 12));
        malformed(Arrays.copyOf(whole, 40));
        malformed(new byte[0]);
    }

    @Test
    void anyFormIsReadOrRefusedAsAProblem() {
        String sample = new String(form("email", "a@b.co", "address.city", "x"), StandardCharsets.UTF_8);
        Trials.of(1_500).forAllBytes(sample, bytes -> {
            try (Received received = read(bytes)) {
                assertThat(received.documents().files()).isNotNull();
            } catch (ProblemException refused) {
                assertThat(refused.problem().code().status()).isIn(400, 413, 422);
            }
        });
    }
}
