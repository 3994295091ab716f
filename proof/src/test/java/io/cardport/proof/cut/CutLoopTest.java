package io.cardport.proof.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutLoopTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"a\":\"bcd\"}";

    @Test
    void aCutDoublesNothingAndLosesNothing() throws InterruptedException {
        List<String> said = new ArrayList<>();

        Counts counts = new CutLoop().run(new Fire(Fire.Length.SHORT, 20_261_120), said::add);

        assertThat(counts.broken()).as("%s%n%s", counts.table(), said).isEmpty();
    }

    @Test
    void everyPointIsWhereItsNameSays() throws IOException {
        Wire wire = Wire.read(new ByteArrayInputStream(ANSWER.getBytes(StandardCharsets.US_ASCII)));
        int head = ANSWER.indexOf("{");

        for (double fraction : new double[] {0, 0.5, 0.999}) {
            assertThat(wire.until(cut(Cut.Point.INSIDE_THE_STATUS, fraction))).isBetween(1, 16);
            assertThat(wire.until(cut(Cut.Point.INSIDE_THE_HEADERS, fraction))).isBetween(17, head - 1);
            assertThat(wire.until(cut(Cut.Point.BEFORE_THE_BODY, fraction))).isEqualTo(head);
            assertThat(wire.until(cut(Cut.Point.INSIDE_THE_BODY, fraction))).isBetween(head, ANSWER.length() - 1);
            assertThat(wire.until(cut(Cut.Point.WITHOUT_THE_LAST_BYTE, fraction)))
                    .isEqualTo(ANSWER.length() - 1);
        }
        assertThat(new String(wire.closing().bytes(), StandardCharsets.US_ASCII))
                .isEqualTo(ANSWER.replace("200 OK\r\n", "200 OK\r\nConnection: close\r\n"));
    }

    private static Cut cut(Cut.Point point, double fraction) {
        return new Cut(1, point, fraction, Cut.Ending.CLOSED);
    }
}
