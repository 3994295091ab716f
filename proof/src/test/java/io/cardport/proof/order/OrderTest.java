package io.cardport.proof.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final Fire SHORT = new Fire(Fire.Length.SHORT, 20_261_120);

    @Test
    void aCardEndsWhereItsIssuerHasIt() throws InterruptedException {
        List<String> said = new ArrayList<>();

        Counts counts = new Order().run(SHORT, said::add);

        assertThat(counts.broken()).as("%s%n%s", counts.table(), said).isEmpty();
    }

    /** What the page of the providers says is not taken from the adapters: a wrong expectation is seen. */
    @Test
    void anIssuerThatIsElsewhereBreaksIt() throws InterruptedException {
        Life lying = Life.of("lying", "ACTIVE=ACTIVE? FROZEN=ACTIVE");
        Order order = new Order(simulators -> Scripts.all(simulators).stream()
                .filter(script -> script.issuer().name().equals("uqpay"))
                .map(script -> new Script(
                        script.issuer(), Set.of(Script.Way.POSTED), List.of(lying), script.mover(), script.post()))
                .toList());

        assertThat(order.run(SHORT, line -> {}).broken())
                .extracting(Counts.Count::what)
                .containsExactly(
                        "uqpay, 1 lives: not where the issuer's times say",
                        "uqpay, 1 lives: not where the issuer has the card, after one look");
    }

    /** The ordered Bell numbers count in how many ways things can be ranked with ties: as many sequences there are. */
    @Test
    void everySequenceIsThereOnce() {
        int all = IntStream.rangeClosed(1, 7)
                .map(events -> Sequences.of(events, 7).size())
                .sum();
        Set<String> four = new HashSet<>();
        Sequences.of(4, 4).forEach(sequence -> four.add(Arrays.toString(sequence)));

        assertThat(all).isEqualTo(1 + 3 + 13 + 75 + 541 + 4_683 + 47_293);
        assertThat(four).hasSize(24);
    }
}
