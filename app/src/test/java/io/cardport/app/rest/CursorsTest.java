package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.sealing.KeyedHash;
import io.cardport.app.security.Caller;
import io.cardport.domain.id.DistributorId;
import io.cardport.testkit.Trials;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Cursors are nobody else's and nobody's own making. */
class CursorsTest {
    private static final Caller ONE = new Caller(new DistributorId("dist_" + "1".repeat(26)));
    private static final Caller OTHER = new Caller(new DistributorId("dist_" + "2".repeat(26)));

    private final Cursors cursors = new Cursors(new KeyedHash(new byte[32]));

    @Test
    void onlyTheListThatGaveACursorReadsIt() {
        String cursor = cursors.of(ONE, "cards").write("card_x");
        assertThat(cursors.of(ONE, "cards").read(cursor)).contains("card_x");
        assertThat(cursors.of(OTHER, "cards").read(cursor)).isEmpty();
        assertThat(cursors.of(ONE, "events").read(cursor)).isEmpty();
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void noOtherTextIsACursor() {
        Cursors.OfList cards = cursors.of(ONE, "cards");
        String good = cards.write("card_x");
        Trials.of(5_000).forAllBytes(good, bytes -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!text.equals(good)) {
                assertThat(cards.read(text)).isEmpty();
            }
        });
    }
}
