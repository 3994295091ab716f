package io.cardport.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** {@code ./cardport demo}: a card's whole life on one or all provider accounts of the caller. */
public final class Demo {
    private static final int USAGE = 2;
    private static final int PATIENCE_SECONDS = 60;

    private final PrintStream out;
    private final Path dataFolder;

    /**
     * Prepares a run.
     *
     * @param out where every step is printed
     * @param dataFolder where the simulated issuers, if there are any, say how to reach them
     */
    public Demo(PrintStream out, Path dataFolder) {
        this.out = out;
        this.dataFolder = dataFolder;
    }

    /** How a run ended. */
    public enum Ending {
        /** Every step came out right. */
        RIGHT,
        /** A step failed; it was printed with what the gateway said. */
        WRONG
    }

    private record Flags(Optional<String> provider, Path data) {
        static Optional<Flags> parse(String... args) {
            Optional<String> provider = Optional.empty();
            Path data = Path.of(".cardport");
            List<String> words = new ArrayList<>();
            for (String arg : args) {
                int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
                words.addAll(equals < 0 ? List.of(arg) : List.of(arg.substring(0, equals), arg.substring(equals + 1)));
            }
            for (int at = 0; at < words.size(); at += 2) {
                if (at + 1 == words.size()) {
                    return Optional.empty();
                }
                switch (words.get(at)) {
                    case "--provider" -> provider = Optional.of(words.get(at + 1));
                    case "--data" -> data = Path.of(words.get(at + 1));
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(new Flags(provider, data));
        }
    }

    /**
     * Runs the command; exit code 0 only if every step came out right.
     *
     * @param args {@code [--provider NAME] [--data DIR]}
     * @throws IOException when the credentials can't be read
     * @throws InterruptedException when the main thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Optional<Flags> flags = Flags.parse(args);
        if (flags.isEmpty()) {
            System.err.println("cardport: The command is ./cardport demo [--provider NAME] [--data DIR].");
            System.exit(USAGE);
            return;
        }
        Ending ending =
                new Demo(terminal, flags.get().data()).against(flags.get().provider());
        System.exit(
                switch (ending) {
                    case RIGHT -> 0;
                    case WRONG -> 1;
                });
    }

    private Ending against(Optional<String> provider) throws IOException, InterruptedException {
        Optional<Access> running = Access.of(System.getenv())
                .filter(access -> Api.answers(access.url()))
                .or(() -> ofFolder().filter(access -> Api.answers(access.url())));
        if (running.isPresent()) {
            return play(running.get(), provider);
        }
        out.println("No gateway answers; starting one with the data folder " + dataFolder + " …");
        try (GatewayProcess gateway = GatewayProcess.start(dataFolder)) {
            Thread end = new Thread(gateway::close, "end");
            Runtime.getRuntime().addShutdownHook(end);
            Optional<Access> access = ofFolder();
            Ending ending = access.map(there -> play(there, provider)).orElse(Ending.WRONG);
            if (access.isEmpty()) {
                out.println(
                        dataFolder.resolve("credentials.env") + " lacks the distributor's keys: is the sandbox off?");
            }
            Runtime.getRuntime().removeShutdownHook(end);
            return ending;
        } catch (IOException failed) {
            System.err.println("cardport: " + failed.getMessage());
            return Ending.WRONG;
        }
    }

    private Optional<Access> ofFolder() {
        try {
            return Access.of(dataFolder);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Plays the stories against a running gateway.
     *
     * @param access where it is
     * @param provider one of the caller's accounts, or nothing for all of them
     * @return whether all came out right
     */
    public Ending play(Access access, Optional<String> provider) {
        Stage stage = new Stage(out, PATIENCE_SECONDS);
        stage.line("Cardport at %s", access.url());
        long began = System.nanoTime();
        try (Api api = new Api(access);
                Arrivals arrivals = Arrivals.listen(api, stage);
                Mailbox mailbox = Mailbox.open(api, stage, "demo-endpoint-" + mark())) {
            Reply providers = api.get("/v1/providers").expect(200);
            List<JsonNode> chosen = new ArrayList<>();
            for (JsonNode account : providers.body().path("data")) {
                if (provider.isEmpty()
                        || provider.get().equals(account.path("id").asText())) {
                    chosen.add(account);
                }
            }
            if (chosen.isEmpty()) {
                throw providers.failed("shows no account " + provider.orElse("at all"));
            }
            List<String> wrong = chosen.stream()
                    .filter(account -> story(new Scene(api, stage, arrivals, mailbox), account) == Ending.WRONG)
                    .map(account -> account.path("id").asText())
                    .toList();
            return summed(stage, chosen.size(), wrong, began);
        } catch (StepFailed failed) {
            stage.line("✗ %s", failed.why());
            if (!failed.document().isMissingNode()) {
                stage.line("  %s", failed.document());
            }
            return Ending.WRONG;
        }
    }

    /** Hexadecimal digits that no other run has. */
    private static String mark() {
        byte[] mark = new byte[6];
        new SecureRandom().nextBytes(mark);
        return HexFormat.of().formatHex(mark);
    }

    private Ending story(Scene scene, JsonNode account) {
        String kind = account.path("kind").asText();
        scene.stage().heading(account.path("id").asText() + " (" + kind + ")");
        Optional<Simulation> simulation =
                Simulation.of(dataFolder, account.path("id").asText());
        try {
            new CardStory(scene, simulation, account, mark()).play();
            return Ending.RIGHT;
        } catch (StepFailed printed) {
            return Ending.WRONG;
        } catch (RuntimeException unforeseen) {
            StepFailed failed = new StepFailed(
                    "An answer was not as agreed: " + unforeseen.getMessage(), MissingNode.getInstance());
            scene.stage().line("  ✗ %s", failed.why());
            return Ending.WRONG;
        }
    }

    private static Ending summed(Stage stage, int accounts, List<String> wrong, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        if (wrong.isEmpty()) {
            stage.line("%n%d steps on %d account(s) came out right in %.1f s.", stage.stepsDone(), accounts, seconds);
            return Ending.RIGHT;
        }
        stage.line("%nFailed: %s.", String.join(", ", wrong));
        return Ending.WRONG;
    }
}
