package io.cardport.simulators.offblocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.simulators.offblocks.StructuredFields.Bare;
import io.cardport.simulators.offblocks.StructuredFields.Member;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFieldsTest {

    private static final String MARKS = "abz*019 \t\"\\();=,:?-_.~/\u00e9\n{}@AZ+%";

    @Test
    void aDictionaryKeepsItsOrder() {
        var read = StructuredFields.dictionary("sig1=:aGk=:;x, b=?1 ,\tc;d=tok, *e=12")
                .orElseThrow();
        assertThat(read.keySet()).containsExactly("sig1", "b", "c", "*e");
        assertThat(read.get("sig1"))
                .isEqualTo(new Member.Item(new Bare.Bytes("aGk="), Map.of("x", new Bare.Flag(true))));
        assertThat(read.get("*e")).isEqualTo(new Member.Item(new Bare.Whole(12), Map.of()));
        assertThat(StructuredFields.dictionary("")).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1,", ",a=1", "A=1", "a=(\"x\"\"y\")", "a=(\"x\"", "a=\"x", "a=\"\\x\"", "a=:YWI", "a=:Y W:",
                "a=:!!!!:", "a=?2", "a=--1", "a=1.5", "a=1234567890123456", "a=1 b=2", "a=1, a=2", "a=1;b;b", "a=()x",
                "a=\"\u00e9\"", "a=(1,2)", "a=", "a= 1", "a=1;", "a=((1))", "1a=1", "a=\"\n\"",
            })
    void whatIsNoDictionaryIsRefused(String text) {
        assertThat(StructuredFields.dictionary(text)).isEmpty();
    }

    /** Any text is read or refused, never thrown at; what was read says the same when it is written and read again. */
    @Test
    void anyTextIsReadOrRefused() {
        var random = new SplittableRandom(20_261_120);
        String seed = "sig1=(\"@method\" \"date\";sf;n=-1);created=16;keyid=\"k\\\"\";b=?0;t=tok, s=:aGVsbG8=:";
        int read = 0;
        for (int round = 0; round < 200_000; round++) {
            var text = new StringBuilder(seed);
            for (int edit = random.nextInt(4); edit >= 0; edit--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
                    default -> text.setCharAt(at, MARKS.charAt(random.nextInt(MARKS.length())));
                }
            }
            var first = StructuredFields.dictionary(text.toString());
            if (first.isPresent()) {
                read++;
                assertThat(StructuredFields.dictionary(written(first.get()))).isEqualTo(first);
            }
        }
        assertThat(read).isGreaterThan(10_000);
    }

    private static String written(Map<String, Member> dictionary) {
        return dictionary.entrySet().stream()
                .map(e -> e.getKey() + "="
                        + switch (e.getValue()) {
                            case Member.Item item -> item.spelled();
                            case Member.Inner inner -> inner.spelled();
                        })
                .collect(Collectors.joining(", "));
    }
}
