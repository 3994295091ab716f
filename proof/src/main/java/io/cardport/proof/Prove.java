package io.cardport.proof;

import io.cardport.proof.cut.CutLoop;
import io.cardport.proof.fire.Flood;
import io.cardport.proof.fire.FullDisk;
import io.cardport.proof.fire.KillLoop;
import io.cardport.proof.fire.RepeatLoop;
import io.cardport.proof.fire.Secrets;
import io.cardport.proof.fire.TwoNodes;
import io.cardport.proof.forge.Forge;
import io.cardport.proof.order.Order;
import io.cardport.proof.receivers.Receivers;
import java.util.List;
import java.util.Optional;

/** Runs a proof, prints its counts and exits 0 only if its promise held. */
public final class Prove {
    private static final int BROKEN = 1;
    private static final int USAGE = 2;
    private static final long SEED = 20_261_120;

    private Prove() {}

    /** All proofs; a new one is added here. */
    static List<Proof> proofs() {
        return List.of(
                new Forge(),
                new Order(),
                new CutLoop(),
                new Receivers(),
                new KillLoop(KillLoop.Victim.GATEWAY),
                new KillLoop(KillLoop.Victim.POSTGRES),
                new Flood(),
                new RepeatLoop(),
                new TwoNodes(),
                new FullDisk(),
                new Secrets());
    }

    private record Asked(String name, Fire fire) {
        static Optional<Asked> parse(String... args) {
            Fire.Length length = Fire.Length.FULL;
            long seed = SEED;
            for (int at = 1; at < args.length; at++) {
                if (args[at].equals("--short")) {
                    length = Fire.Length.SHORT;
                } else if (args[at].equals("--seed") && at + 1 < args.length && args[at + 1].matches("[0-9]{1,18}")) {
                    seed = Long.parseLong(args[++at]);
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(new Asked(args[0], new Fire(length, seed)));
        }
    }

    /**
     * Runs what is asked for.
     *
     * @param args the name, {@code --short}, {@code --seed N}
     * @throws InterruptedException when the main thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length == 0) {
            proofs().forEach(proof -> System.out.printf("%-12s %s%n", proof.name(), proof.shows()));
            return;
        }
        Optional<Asked> asked = Asked.parse(args);
        Optional<Proof> found = asked.flatMap(wish -> proofs().stream()
                .filter(proof -> proof.name().equals(wish.name()))
                .findFirst());
        if (asked.isEmpty() || found.isEmpty()) {
            System.err.println(
                    "cardport: The command is ./cardport prove NAME [--short] [--seed N]; without a name it lists them.");
            System.exit(USAGE);
            return;
        }
        System.exit(print(found.get(), asked.get().fire()));
    }

    private static int print(Proof proof, Fire fire) throws InterruptedException {
        System.out.printf("%s: %s (seed %d)%n", proof.name(), proof.shows(), fire.seed());
        long began = System.nanoTime();
        Counts counts = proof.run(fire, line -> System.out.println("  " + line));
        System.out.print(counts.table());
        System.out.printf(
                "%s after %d s%n",
                counts.broken().isEmpty() ? "held" : "BROKEN", (System.nanoTime() - began) / 1_000_000_000);
        return counts.broken().isEmpty() ? 0 : BROKEN;
    }
}
