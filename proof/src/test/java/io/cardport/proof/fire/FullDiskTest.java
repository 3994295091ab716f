package io.cardport.proof.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    @Test
    void nothingAcknowledgedIsLostAndRoomIsAllThatItTakes() throws IOException, InterruptedException {
        assumeTrue(FullDisk.possible(), "this machine lets no file system be mounted");
        List<String> said = Collections.synchronizedList(new ArrayList<>());

        Counts counts = new FullDisk().run(new Fire(Fire.Length.SHORT, 7), said::add);

        assertThat(counts.broken())
                .as("%s%s", String.join("\n", said), counts.table())
                .isEmpty();
    }
}
