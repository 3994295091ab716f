package io.cardport.proof.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeedlesTest {
    private static final String NUMBER = "4096360812345678";

    @TempDir
    Path folder;

    private final Needles needles = new Needles();

    NeedlesTest() {
        needles.add(NUMBER);
        needles.add("482913");
    }

    @Test
    void aTextIsFoundInEveryFormThatAJvmKeepsItIn() {
        for (Charset charset :
                List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThat(needles.in("{\"pin\":\"482913\"}".getBytes(charset)).found())
                    .as(charset.name())
                    .containsOnlyKeys("482913");
        }
    }

    @Test
    void digitsWithinLongerDigitsAreChance() {
        assertThat(needles.in("14829130 and 482913.".getBytes(StandardCharsets.US_ASCII))
                        .found())
                .isEqualTo(Map.of("482913", 1));
        assertThat(needles.in("1482913".getBytes(StandardCharsets.UTF_16BE)).found())
                .isEmpty();
        assertThat(needles.in("4829137".getBytes(StandardCharsets.UTF_16BE)).found())
                .isEmpty();
    }

    @Test
    void whereverItStandsInAFileItIsFoundOnce() throws IOException {
        byte[] text = ("<" + NUMBER + ">").getBytes(StandardCharsets.US_ASCII);
        int chunk = 1 << 20;
        for (int place : List.of(0, 1, chunk - 30, chunk - 9, chunk, chunk + 7, chunk + 60, 2 * chunk + 100)) {
            byte[] all = new byte[3 * chunk];
            System.arraycopy(text, 0, all, place, text.length);
            Path file = Files.write(folder.resolve("at-" + place), all);

            Needles.Finding finding = needles.in(file);

            assertThat(finding.found()).as("at " + place).isEqualTo(Map.of(NUMBER, 1));
            assertThat(finding.bytes()).isEqualTo(all.length);
        }
    }

    @Test
    void aFolderIsSearchedWhole() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("in")).resolve("a"), "482913");
        Files.writeString(folder.resolve("b"), NUMBER + " " + NUMBER);

        assertThat(needles.in(folder).found()).isEqualTo(Map.of("482913", 1, NUMBER, 2));
    }
}
