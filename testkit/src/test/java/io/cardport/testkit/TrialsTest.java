package io.cardport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TrialsTest {
    @Test
    void aFailureNamesTheSeedThatRepeatsIt() {
        var found = new ArrayList<Integer>();
        assertThatThrownBy(() -> new Trials(100, 1_000)
                        .forAll((RandomGenerator random) -> random.nextInt(10), value -> {
                            if (value == 7) {
                                found.add(value);
                                throw new AssertionError("seven");
                            }
                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("with seed 1[0-9]{2}: .*seven");
        assertThat(found).hasSize(1);
    }

    @Test
    void oneSeedGivesOneValue() {
        var values = new ArrayList<Long>();
        Trials.again(42).forAll(RandomGenerator::nextLong, values::add);
        Trials.again(42).forAll(RandomGenerator::nextLong, values::add);
        assertThat(values.getFirst()).isEqualTo(values.getLast());
    }

    @Test
    void idsCountUpAndSort() {
        var ids = new SequentialIds(31);
        assertThat(ids.card().value()).isEqualTo("card_0000000000000000000000000z");
        assertThat(ids.card().value()).isEqualTo("card_00000000000000000000000010");
    }

    @Test
    void theClockMovesOnlyWhenTold() {
        var clock = SettableClock.at("2026-01-31T12:00:00Z");
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        clock.advance(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-02-01T12:00:00Z"));
        clock.set(Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    }
}
