package io.cardport.simulators.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=AaB03x";
    private static final String FORM = "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nJoe\r\n"
            + "--AaB03x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.png\"\r\n"
            + "Content-Type: image/png\r\n\r\nline\r\n--AaB03\r\n\r\n--AaB03x\r\n"
            + "content-disposition: form-data; name=\"empty\"\r\n\r\n\r\n--AaB03x--\r\n";

    @Test
    void partsAreReadInOrderWithTheirExactContent() throws MultipartForm.Malformed {
        var parts = MultipartForm.parse(TYPE, bytes(FORM));
        assertThat(parts).extracting(MultipartForm.Part::name).containsExactly("a", "f", "empty");
        assertThat(parts.get(0).text()).isEqualTo("Joe");
        assertThat(parts.get(0).fileName()).isEmpty();
        assertThat(parts.get(1).fileName()).contains("x.png");
        assertThat(parts.get(1).text()).isEqualTo("line\r\n--AaB03\r\n");
        assertThat(parts.get(2).text()).isEmpty();
        assertThat(MultipartForm.parse("multipart/form-data; charset=utf-8; boundary=\"AaB03x\"", bytes(FORM)))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--AaB03x",
                "--AaB03x--garbage",
                "preamble\r\n--AaB03x--",
                "--AaB03xgarbage\r\n",
                "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nJoe",
                "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nJoe\r\n--AaB03x",
                "--AaB03x\r\nContent-Disposition: form-data\r\n\r\nJoe\r\n--AaB03x--",
                "--AaB03x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nJoe\r\n--AaB03x--",
                "--AaB03x\r\nnonsense\r\n\r\nJoe\r\n--AaB03x--"
            })
    void anythingElseIsMalformed(String body) {
        assertThatThrownBy(() -> MultipartForm.parse(TYPE, bytes(body))).isInstanceOf(MultipartForm.Malformed.class);
        assertThatThrownBy(() -> MultipartForm.parse("application/json", bytes(FORM)))
                .isInstanceOf(MultipartForm.Malformed.class);
    }

    @Test
    void noBytesBreakTheReader() {
        var random = new SplittableRandom(20_261_120L);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] body = bytes(FORM);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = random.nextInt(3) == 0 ? Arrays.copyOf(body, random.nextInt(body.length + 1)) : body;
            try {
                for (var part : MultipartForm.parse(TYPE, cut)) {
                    assertThat(part.name()).isNotEmpty();
                    assertThat(part.content().length).isLessThan(cut.length);
                }
                read++;
            } catch (MultipartForm.Malformed expected) {
                assertThat(expected).hasMessageMatching("[A-Za-z/ ',-]+");
            }
        }
        assertThat(read).isBetween(1_000, 19_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
