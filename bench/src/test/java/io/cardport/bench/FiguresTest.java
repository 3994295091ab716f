package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void percentilesAreOfTheNearestRank() {
        long[] oneToHundredMillis =
                LongStream.rangeClosed(1, 100).map(n -> (101 - n) * 1_000_000).toArray();

        Figures figures = Figures.of(oneToHundredMillis, 4, 7);

        assertThat(figures).isEqualTo(new Figures(25, 50, 99, 7));
    }

    @Test
    void aRunWithoutAnswersHasNoLatency() {
        Figures figures = Figures.of(new long[0], 2, 3);

        assertThat(figures.perSecond()).isZero();
        assertThat(figures.p50()).isNaN();
    }

    @Test
    void theMedianIsTakenFieldByFieldAndErrorsAddUp() {
        Figures median =
                Figures.median(List.of(new Figures(10, 3, 9, 1), new Figures(30, 1, 7, 0), new Figures(20, 2, 8, 2)));

        assertThat(median).isEqualTo(new Figures(20, 2, 8, 3));
        assertThat(Figures.median(4, 1)).isEqualTo(2.5);
    }

    @Test
    void aGoalIsMetOnItsGoodSide() {
        assertThat(new Goal("a", Goal.Side.AT_LEAST, 1.5, 1.6, "×").verdict()).isEqualTo("met");
        assertThat(new Goal("a", Goal.Side.AT_LEAST, 1.5, 1.4, "×").verdict()).isEqualTo("missed");
        assertThat(new Goal("a", Goal.Side.AT_MOST, 3, 2.9, " ms").verdict()).isEqualTo("met");
        assertThat(new Goal("a", Goal.Side.AT_MOST, 3, 6, " ms").ratio()).isEqualTo(0.5);
    }

    @Test
    void tablesAreMarkdown() {
        String text = new Report()
                .section("S")
                .table(List.of("a", "bb"), List.of(List.of("1", "2")))
                .goal(new Goal("g", Goal.Side.AT_MOST, 3.5, 1.75, " s"))
                .text();

        assertThat(text).isEqualTo("""
                ## Goals

                | figure | goal    | actual | ratio (≥ 1 is met) |     |
                | ------ | ------- | ------ | ------------------ | --- |
                | g      | ≤ 3.5 s | 1.75 s | 2.00               | met |


                ## S

                | a | bb |
                | - | -- |
                | 1 | 2  |
                """);
    }
}
