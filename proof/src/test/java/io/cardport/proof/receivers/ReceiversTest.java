package io.cardport.proof.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.delivery.Reception.Cause;
import io.cardport.domain.delivery.Reception.Taken;
import io.cardport.domain.delivery.Reception.Unreached;
import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReceiversTest {
    @Test
    void nobodyWaitsForThoseThatHang() throws InterruptedException {
        List<String> said = new ArrayList<>();

        Counts counts = new Receivers().run(new Fire(Fire.Length.SHORT, 20_261_120), said::add);

        assertThat(counts.broken()).as("%s%n%s", counts.table(), said).isEmpty();
    }

    @Test
    void healthyOnesThatHangAreSeen() throws InterruptedException {
        Round.Pace pace = new Round.Pace(Duration.ofSeconds(1), 1, Duration.ofMillis(300));

        Tally all = new Round(pace, new Random(1)).run(Round.RECEIVERS);

        assertThat(all.taken()).isZero();
        assertThat(all.notTaken()).isGreaterThanOrEqualTo(Round.RECEIVERS - Round.HANGING);
    }

    @Test
    void percentilesAreThoseOfWhatWasTaken() {
        Tally tally = new Tally();
        for (int at = 1; at <= 200; at++) {
            tally.healthy(new Taken(204), at * 1_000L);
        }
        tally.healthy(new Unreached(Cause.TIMEOUT), 1_000_000_000L);

        assertThat(tally.micros(500)).isEqualTo(100);
        assertThat(tally.micros(990)).isEqualTo(198);
        assertThat(tally.micros(1000)).isEqualTo(200);
        assertThat(tally.notTaken()).isEqualTo(1);
    }
}
