package io.cardport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of figures in a file: what people wrote below them stays when new figures are written. */
final class WrittenPage {
    /** Begins what is written by hand. */
    static final String BY_HAND = "<!-- Written by hand from here on; ./cardport bench --write keeps it. -->";

    private WrittenPage() {}

    static void write(Path file, String figures) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        int byHand = before.indexOf(BY_HAND);
        String kept = byHand < 0 ? BY_HAND + "\n" : before.substring(byHand);
        Files.writeString(file, figures.strip() + "\n\n" + kept);
    }
}
