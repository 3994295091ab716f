package io.cardport.proof.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodTest {
    @Test
    void whatPouredInIsReadOnceEach() throws InterruptedException {
        List<String> said = Collections.synchronizedList(new ArrayList<>());

        Counts counts = new Flood().run(new Fire(Fire.Length.SHORT, 4), said::add);

        assertThat(counts.broken())
                .as("%s%s", String.join("\n", said), counts.table())
                .isEmpty();
    }
}
