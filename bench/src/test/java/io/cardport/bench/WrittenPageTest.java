package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenPageTest {
    @TempDir
    Path folder = Path.of("set", "by", "JUnit");

    @Test
    void newFiguresReplaceOldOnesAndWhatPeopleWroteStays() throws IOException {
        Path file = folder.resolve("page.md");
        WrittenPage.write(file, "# Figures\n\n1\n");
        Files.writeString(file, Files.readString(file) + "## Why\nBecause.\n");

        WrittenPage.write(file, "# Figures\n\n2\n");

        assertThat(file)
                .hasContent(
                        "# Figures\n\n2\n\n<!-- Written by hand from here on; ./cardport bench --write keeps it. -->\n"
                                + "## Why\nBecause.\n");
    }
}
