package io.cardport.proof.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.letters.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ForgeTest {
    private static final Fire SHORT = new Fire(Fire.Length.SHORT, 20_261_120);

    @Test
    void noForgedWebhookIsTaken() throws InterruptedException {
        List<String> said = new ArrayList<>();

        Counts counts = new Forge().run(SHORT, said::add);

        assertThat(counts.broken()).as("%s%n%s", counts.table(), said).isEmpty();
    }

    @Test
    void aCheckThatLooksAtNothingBreaksIt() throws InterruptedException {
        Scheme credulous = with(letter -> Scheme.Verdict.TAKEN);

        assertThat(new Forge(List.of(credulous)).run(SHORT, line -> {}).broken())
                .extracting(Counts.Count::what)
                .containsExactly("made up: forged ones taken");
    }

    @Test
    void aCheckThatThrowsOrRefusesAllBreaksIt() throws InterruptedException {
        Scheme fragile = with(letter -> {
            throw new IllegalStateException("fragile");
        });
        Scheme suspicious = with(letter -> Scheme.Verdict.REFUSED);

        assertThat(new Forge(List.of(fragile)).run(SHORT, line -> {}).broken())
                .extracting(Counts.Count::what)
                .containsExactly("made up: genuine ones taken", "made up: exceptions");
        assertThat(new Forge(List.of(suspicious)).run(SHORT, line -> {}).broken())
                .extracting(Counts.Count::what)
                .containsExactly("made up: genuine ones taken");
    }

    /** A forgery that is a genuine letter again would count as taken, and one that nothing changed would be none. */
    @Test
    void everyChangeChangesSomething() {
        SplittableRandom random = new SplittableRandom(7);
        for (Scheme scheme : Schemes.all()) {
            Letter genuine = scheme.genuine(1);
            for (Change change : scheme.changes()) {
                Letter forged = change.forger().forge(genuine, random);
                assertThat(shown(forged))
                        .as("%s: %s", scheme.name(), change.name())
                        .isNotEqualTo(shown(genuine));
            }
        }
    }

    private static String shown(Letter letter) {
        return letter.target() + "|" + letter.headers() + "|" + letter.at() + "|" + Changes.text(letter.body());
    }

    private static Scheme with(Function<Letter, Scheme.Verdict> judge) {
        Scheme real = Schemes.all().getFirst();
        return new Signed("made up", Scheme.Cost.CURVE, text -> real.genuine(text.length), real.changes(), judge);
    }
}
