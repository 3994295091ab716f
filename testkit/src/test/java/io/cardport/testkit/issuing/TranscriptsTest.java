package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.testkit.wire.HttpText;
import io.cardport.testkit.wire.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranscriptsTest {
    @Test
    void keepsFormAndNoValue() {
        var request = message(
                "POST /api/v1/cards/98765/load?page=7 HTTP/1.1",
                Map.entry("X-Api-Key", "dk_live_secret"),
                "{\"amount\":20.5,\"tags\":[{\"k\":\"v\"},{\"k\":\"w\"}],\"a b\":{\"c\":null,\"d\":true}}");
        var answer = message("HTTP/1.1 201 Created", Map.entry("Server", "x"), "[1,\"two\"]");

        String text = Transcripts.text(List.of(new Traffic(request, Optional.of(answer))));

        assertThat(text).isEqualTo("""
                        POST /api/v1/cards/{id}/load?page=
                        content-type:
                        x-api-key:

                        a b.c: nothing
                        a b.d: truth
                        amount: number
                        tags[].k: text

                        --- 201

                        []: number
                        []: text

                        ###
                        """);
    }

    @Test
    void readsTheNamesOfAForm() {
        var form = new HttpText(
                "POST /cardholders HTTP/1.1",
                List.of(Map.entry("Content-Type", "multipart/form-data; boundary=b")),
                ("--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@b.c\r\n--b\r\n"
                                + "Content-Disposition: form-data; name=\"docFront\"; filename=\"f.jpg\"\r\n"
                                + "Content-Type: image/jpeg\r\n\r\n..\r\n--b--\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(BodyShape.of(form)).containsExactly("docFront: file part", "email: text part");
    }

    @Test
    void readsTextsOfAnyLength() {
        String payload = "a/+=".repeat(50_000);
        assertThat(BodyShape.of(message(
                        "HTTP/1.1 200 OK", Map.entry("X", "y"), "{\"payload\":\"" + payload + "\",\"q\":\"\\\"\"}")))
                .containsExactly("payload: text", "q: text");
    }

    private static HttpText message(String startLine, Map.Entry<String, String> header, String body) {
        return new HttpText(
                startLine,
                List.of(header, Map.entry("Content-Type", "application/json")),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
