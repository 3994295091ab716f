package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {
    private static final String WHOLE = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n";

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void oneAnswerAfterTheOtherIsRead() throws IOException {
        InputStream in = bytes(WHOLE + CHUNKED + WHOLE);

        assertThat(KeptConnection.read(in).text()).isEqualTo("{}");
        assertThat(KeptConnection.read(in).text()).isEqualTo("abc0123456789");
        KeptConnection.Reply last = KeptConnection.read(in);
        assertThat(last.status()).isEqualTo(201);
        assertThat(last.text()).isEqualTo("{}");
    }

    @Test
    void whatIsCutOffIsNoAnswer() {
        for (int length = 0; length < CHUNKED.length(); length++) {
            String part = CHUNKED.substring(0, length);
            assertThatThrownBy(() -> KeptConnection.read(bytes(part))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anyBytesAreAnAnswerOrRefused() {
        Random random = new Random(20261120);
        for (int round = 0; round < 2_000; round++) {
            byte[] mutated = (round % 2 == 0 ? WHOLE : CHUNKED).getBytes(StandardCharsets.ISO_8859_1);
            for (int change = random.nextInt(6); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(KeptConnection.read(new ByteArrayInputStream(mutated))
                                .body())
                        .hasSizeLessThan(mutated.length);
            } catch (IOException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }
}
