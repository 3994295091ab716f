package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.demo.Access;
import io.cardport.app.demo.Demo;
import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Known card numbers, PINs and credentials go through every flow at all issuers, through answers that are cut, malformed or
 * errors too; afterwards whatever the gateway wrote or holds is searched for them.
 */
public final class Secrets implements Proof {
    private static final List<String> FAULTS =
            List.of("SERVER_ERROR_AFTER", "MALFORMED", "CUT", "UNKNOWN_WORD", "UNAUTHORIZED", "DROP_AFTER");
    private static final Set<Issuer> TROUBLED = Set.of(Issuer.UQPAY, Issuer.ARTHA, Issuer.BANANATECH);
    private static final int PATIENCE_SECONDS = 60;
    private static final List<String> TALKATIVE = List.of("env", "CARDPORT_LOG_LEVEL=DEBUG");

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public String shows() {
        return "card numbers, PINs and credentials that went through it stand in no table, log, metric or event";
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        return Ground.of(progress, folder -> plantAndSearch(fire, progress, folder.resolve("data")));
    }

    private static Counts plantAndSearch(Fire fire, Progress progress, Path data)
            throws IOException, SQLException, InterruptedException {
        Sandbox sandbox = new Sandbox(data);
        Counts counts = new Counts();
        int port = Node.freePort();
        try (Node node = new Node(data, port)) {
            node.start(Starting.on(data, port).within(TALKATIVE));
            try (Door door = new Door(List.of(node.url()), sandbox.credentials())) {
                counts.none("stories of a card that went wrong", story(data, progress));
                String pin = Integer.toString(new SplittableRandom(fire.seed()).nextInt(100_000, 1_000_000));
                Trouble trouble = new Trouble(door, sandbox, pin);
                for (Issuer issuer : TROUBLED) {
                    trouble.at(issuer);
                }
                counts.atLeast("reveals and PINs that came out wrong", trouble.wrongs(), FAULTS.size());
                quiet(sandbox);
                new Search(Planted.of(data, pin), door, node).count(counts, progress);
            }
        } finally {
            sandbox.sweep();
        }
        return counts;
    }

    /** The whole life of a card at each issuer, as {@code ./cardport demo} shows it. */
    private static long story(Path data, Progress progress) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Access access = Access.of(data).orElseThrow(() -> new IOException("There are no credentials"));
        Demo.Ending ending =
                new Demo(new PrintStream(said, true, StandardCharsets.UTF_8), data).play(access, Optional.empty());
        progress.say("the life of a card at every issuer: " + ending);
        return switch (ending) {
            case RIGHT -> 0;
            case WRONG -> {
                progress.say(said.toString(StandardCharsets.UTF_8));
                yield 1;
            }
        };
    }

    private static void quiet(Sandbox sandbox) throws SQLException, InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            Thread.sleep(1_000);
            try (Connection connection = sandbox.database()) {
                if (Record.underWay(connection).values().stream().allMatch(count -> count == 0)) {
                    return;
                }
            }
        }
    }

    /** One card at an issuer whose answers come out wrong whenever a secret is under way. */
    private static final class Trouble {
        private final Door door;
        private final Sandbox sandbox;
        private final String pin;
        private int wrong;

        Trouble(Door door, Sandbox sandbox, String pin) {
            this.door = door;
            this.sandbox = sandbox;
            this.pin = pin;
        }

        int wrongs() {
            return wrong;
        }

        void at(Issuer issuer) throws IOException, InterruptedException {
            String card = card(issuer);
            for (String fault : FAULTS) {
                misbehave(issuer, fault);
                wrong(door.ask(new Door.Ask(issuer + fault + "-reveal", "/v1/cards/" + card + "/reveal", "{}")));
                misbehave(issuer, fault);
                wrong(door.put(new Door.Ask(
                        issuer + fault + "-pin", "/v1/cards/" + card + "/pin", "{\"pin\":\"" + pin + "\"}")));
            }
        }

        /** An unknown outcome is one, too: the issuer has done it and nobody here can know. */
        private void wrong(Answer answer) {
            wrong += answer instanceof Answer.Given given && (given.status() == 200 || given.status() == 204) ? 0 : 1;
        }

        private void misbehave(Issuer issuer, String fault) throws IOException {
            JsonNode rules = sandbox.control(
                    issuer,
                    "/misbehave",
                    Optional.of(Sandbox.JSON
                            .createObjectNode()
                            .put("fault", fault)
                            .put("method", "*")
                            .put("path", ".*(card|Card).*")
                            .put("times", 1)
                            .put("number", 1)));
            if (rules.isMissingNode()) {
                throw new IOException(issuer + " can't be told to misbehave: " + fault);
            }
        }

        private String card(Issuer issuer) throws IOException, InterruptedException {
            String product = await("/v1/products?limit=100", page -> issuer.productOf(page.path("data")));
            ObjectNode person = issuer.person(product, "secret-" + issuer.account(), 4_000_000 + issuer.ordinal());
            String holder = id(door.ask(new Door.Ask(issuer + "-holder", "/v1/cardholders", person.toString())));
            await(
                    "/v1/cardholders/" + holder + "/status?productId=" + product,
                    status -> Optional.of(status)
                            .filter(now -> now.path("canIssueCard").asBoolean()));
            ObjectNode order = Sandbox.JSON
                    .createObjectNode()
                    .put("cardholderId", holder)
                    .put("productId", product)
                    .put("type", "VIRTUAL")
                    .put("currency", "USD");
            String card = id(door.ask(new Door.Ask(issuer + "-card", "/v1/cards", order.toString())));
            await(
                    "/v1/cards/" + card,
                    now -> Optional.of(now)
                            .filter(one -> one.path("status").asText().equals("ACTIVE")));
            return card;
        }

        private <T> T await(String path, java.util.function.Function<JsonNode, Optional<T>> wanted)
                throws IOException, InterruptedException {
            for (int second = 0; second < PATIENCE_SECONDS; second++) {
                if (door.get(path) instanceof Answer.Given given) {
                    Optional<T> found = wanted.apply(given.json());
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
                Thread.sleep(1_000);
            }
            throw new IOException(path + " does not become what it should");
        }

        private static String id(Answer answer) throws IOException {
            if (answer instanceof Answer.Given given && given.json().has("id")) {
                return given.json().path("id").asText();
            }
            throw new IOException("No id was answered");
        }
    }

    /** What was planted: everything the issuers made, everything the gateway was given. */
    private record Planted(Needles cards, Needles credentials) {
        static Planted of(Path data, String pin) throws IOException {
            return new Planted(SecretTexts.cards(data, pin), SecretTexts.credentials(data));
        }
    }

    /** Everything that the gateway wrote, showed or holds. */
    private record Search(Planted planted, Door door, Node node) {
        void count(Counts counts, Progress progress) throws IOException, InterruptedException {
            counts.atLeast("card numbers and PINs searched for", planted.cards().size(), 8)
                    .atLeast("credentials searched for", planted.credentials().size(), 10);
            look(counts, "the database's files", node.data().resolve("pg"));
            look(counts, "the log", node.log());
            look(counts, "the metrics", text("/metrics"));
            look(counts, "the events", text("/v1/events?limit=100"));
            look(counts, "the deliveries of issuers", admin("/admin/v1/deliveries/inbound?limit=100"));
            heap(counts, progress);
        }

        private byte[] text(String path) throws IOException {
            if (door.get(path) instanceof Answer.Given given && given.status() == 200) {
                return given.body().getBytes(StandardCharsets.UTF_8);
            }
            throw new IOException(path + " is not to be had");
        }

        private byte[] admin(String path) throws IOException, InterruptedException {
            return door.admin("GET", path, "").toString().getBytes(StandardCharsets.UTF_8);
        }

        private void look(Counts counts, String where, Path place) throws IOException {
            told(counts, where, planted.cards().in(place), planted.credentials().in(place));
        }

        private void look(Counts counts, String where, byte[] text) {
            told(counts, where, planted.cards().in(text), planted.credentials().in(text));
        }

        private static void told(Counts counts, String where, Needles.Finding cards, Needles.Finding credentials) {
            counts.atLeast("bytes of " + where, cards.bytes(), 1)
                    .none("card numbers and PINs in " + where, cards.found().size())
                    .none("credentials in " + where, credentials.found().size());
        }

        /** What is alive after all requests have ended. Credentials are there: the gateway works with them. */
        private void heap(Counts counts, Progress progress) throws IOException, InterruptedException {
            Path dump = node.data().resolveSibling("heap.hprof");
            String pid = Long.toString(node.running()
                    .orElseThrow(() -> new IOException("The gateway has ended"))
                    .pid());
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process dumping = new ProcessBuilder(jcmd.toString(), pid, "GC.heap_dump", dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (dumping.waitFor() != 0 || !Files.exists(dump)) {
                throw new IOException("The gateway's heap could not be dumped");
            }
            Needles.Finding cards = planted.cards().in(dump);
            counts.atLeast("bytes of the forced heap dump", cards.bytes(), 1)
                    .none(
                            "card numbers and PINs in the forced heap dump",
                            cards.found().size());
            cards.found()
                    .forEach((text, count) -> progress.say(
                            "in the heap %d times: …%s".formatted(count, text.substring(text.length() - 4))));
            Files.delete(dump);
        }
    }
}
