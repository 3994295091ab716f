package io.cardport.simulators.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "null", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{'a':1}", "{\"a\":NaN}"})
    void onlyOneWholeObjectIsRead(String text) {
        assertThat(Json.parseObject(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void decimalsStayExact() {
        var read = Json.parseObject("{\"a\":1.10}".getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        assertThat(read.path("a").decimalValue()).isEqualTo("1.10");
        assertThat(Json.text(read)).isEqualTo("{\"a\":1.10}");
    }

    @Test
    void noBytesBreakTheReader() {
        byte[] good = "{\"a\":[1.5,\"\\u00e9\",{\"b\":null}],\"c\":true}".getBytes(StandardCharsets.UTF_8);
        var random = new SplittableRandom(11);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            read += Json.parseObject(bytes).isPresent() ? 1 : 0;
        }
        assertThat(read).isBetween(6_000, 19_000);
    }
}
