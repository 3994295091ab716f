package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.proof.Counts;
import io.cardport.proof.Fire;
import io.cardport.proof.Progress;
import io.cardport.proof.Proof;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** Many keys, each repeated many times in parallel over two gateways on one PostgreSQL. */
public final class RepeatLoop implements Proof {
    private static final int LINES = 64;
    /** A distributor may make 12,000 requests a minute on each node. */
    private static final int KEYS_OF_A_DISTRIBUTOR = 50;
    /** As the gateways are started: five seconds to begin and five to be answered, and some for the clocks. */
    private static final long SEND_BY_MILLIS = 12_000;
    /** A gateway loads most of what issues a card with its first ones, and a crowded machine takes seconds for that. */
    private static final int FIRST_CARDS = 16;

    @Override
    public String name() {
        return "repeat-loop";
    }

    @Override
    public String shows() {
        return "one key has one effect and one answer, however often and wherever it is repeated";
    }

    /** What the lines share. */
    private record Run(
            List<byte[]> requests,
            int repeats,
            AtomicLong next,
            AtomicReferenceArray<Answer.Given> answers,
            Figures figures) {}

    private record Figures(
            LongAdder same, LongAdder inFlight, LongAdder changed, LongAdder limited, LongAdder others, LongAdder cut) {
        Figures() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    @Override
    public Counts run(Fire fire, Progress progress) throws InterruptedException {
        return Ground.of(progress, folder -> {
            Counts counts = new Counts();
            try (Pair pair = Pair.start(folder)) {
                repeat(fire, progress, pair, counts);
            }
            return counts;
        });
    }

    private static void repeat(Fire fire, Progress progress, Pair pair, Counts counts)
            throws IOException, InterruptedException {
        int keys = fire.of(1_000, 20);
        int repeats = fire.of(1_000, 50);
        List<byte[]> all = requests(pair, keys + FIRST_CARDS, fire.seed());
        List<byte[]> requests = all.subList(0, keys);
        issueFirst(pair, all.subList(keys, all.size()));
        Run run = new Run(requests, repeats, new AtomicLong(), new AtomicReferenceArray<>(keys), new Figures());
        long began = System.nanoTime();
        List<Thread> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            URI node = pair.urls().get(line % 2);
            lines.add(Thread.ofVirtual().start(() -> draw(run, node)));
        }
        while (lines.stream().anyMatch(Thread::isAlive)) {
            Thread.sleep(5_000);
            progress.say("%,d of %,d requests after %d s"
                    .formatted(
                            Math.min(run.next().get(), (long) keys * repeats),
                            (long) keys * repeats,
                            (System.nanoTime() - began) / 1_000_000_000));
        }
        Thread.sleep(SEND_BY_MILLIS);
        long wrong = late(run, pair);
        Figures figures = run.figures();
        counts.exactly(
                        "requests",
                        figures.same().sum()
                                + figures.inFlight().sum()
                                + figures.changed().sum()
                                + figures.others().sum(),
                        (long) keys * repeats)
                .told("of them 409 idempotency_in_flight", figures.inFlight().sum())
                .told(
                        "requests sent again for a full rate limit",
                        figures.limited().sum())
                .told("requests sent again for a lost connection", figures.cut().sum())
                .told("seconds", (System.nanoTime() - began) / 1_000_000_000)
                .none(
                        "changed: answers that differ from their key's first one",
                        figures.changed().sum())
                .none("answers of any other kind", figures.others().sum())
                .none("changed: answers after sendBy, asked on each node", wrong);
        effects(pair, counts, keys + FIRST_CARDS);
    }

    /** One after another, by both nodes in turn. */
    private static void issueFirst(Pair pair, List<byte[]> requests) throws IOException {
        for (int number = 0; number < requests.size(); number++) {
            try (Line line = new Line(pair.urls().get(number % 2))) {
                Answer.Given given = line.exchange(requests.get(number));
                if (given.status() != 201 && given.status() != 202) {
                    throw new IOException("A first card was answered " + given.status() + " " + given.body());
                }
            }
        }
    }

    /** All lines work on the same few keys at a time, so that the first requests of each meet. */
    private static void draw(Run run, URI node) {
        long total = (long) run.requests().size() * run.repeats();
        long task = run.next().getAndIncrement();
        while (task < total) {
            try (Line line = new Line(node)) {
                while (task < total) {
                    int key = (int) (task / run.repeats());
                    if (took(run, key, line.exchange(run.requests().get(key)))) {
                        task = run.next().getAndIncrement();
                    }
                }
            } catch (IOException cut) {
                run.figures().cut().increment();
            }
        }
    }

    private static boolean took(Run run, int key, Answer.Given given) {
        switch (given.status()) {
            case 201, 202 -> {
                Answer.Given first = run.answers().compareAndExchange(key, null, given);
                (first == null || first.sameAs(given)
                                ? run.figures().same()
                                : run.figures().changed())
                        .increment();
            }
            case 409 ->
                (given.code().equals("idempotency_in_flight")
                                ? run.figures().inFlight()
                                : run.figures().others())
                        .increment();
            case 429 -> {
                run.figures().limited().increment();
                java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
                return false;
            }
            default -> run.figures().others().increment();
        }
        return true;
    }

    private static long late(Run run, Pair pair) throws IOException {
        long wrong = 0;
        for (URI node : pair.urls()) {
            try (Line line = new Line(node)) {
                for (int key = 0; key < run.requests().size(); key++) {
                    Answer.Given now = line.exchange(run.requests().get(key));
                    Answer.Given first = run.answers().get(key);
                    wrong += first != null && first.sameAs(now) ? 0 : 1;
                }
            }
        }
        return wrong;
    }

    private static void effects(Pair pair, Counts counts, int keys) {
        List<Issuer.Card> cards = Issuer.UQPAY.cards(pair.sandbox().state(Issuer.UQPAY));
        Set<String> marks = new HashSet<>();
        cards.forEach(card -> marks.add(card.mark()));
        counts.exactly("effects: cards at the issuer", cards.size(), keys)
                .exactly("effects: operations that made them", marks.size(), keys);
    }

    /** One request per key: the order of a card, each distributor with a holder of its own. */
    private static List<byte[]> requests(Pair pair, int keys, long seed) throws IOException, InterruptedException {
        List<byte[]> requests = new ArrayList<>();
        Map<String, String> owner = pair.sandbox().credentials();
        int distributors = Math.max(2, keys / KEYS_OF_A_DISTRIBUTOR);
        List<String> headers = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        for (int number = 0; number < distributors; number++) {
            Map<String, String> credentials = distributor(pair, owner, number);
            headers.add("X-Api-Key: " + credentials.getOrDefault("CARDPORT_API_KEY", "") + "\r\nX-Access-Key: "
                    + credentials.getOrDefault("CARDPORT_ACCESS_KEY", "") + "\r\n");
            try (Door door = new Door(pair.urls(), credentials)) {
                bodies.add(Orders.card(door, "repeat" + number, number));
            }
        }
        for (int key = 0; key < keys; key++) {
            int at = key % distributors;
            requests.add(Line.post(
                    "/v1/cards",
                    headers.get(at) + "Idempotency-Key: repeat-" + seed + "-" + key + "\r\n",
                    bodies.get(at)));
        }
        return requests;
    }

    private static Map<String, String> distributor(Pair pair, Map<String, String> owner, int number)
            throws IOException, InterruptedException {
        try (Door door = new Door(List.of(pair.first().url()), owner)) {
            ObjectNode draft = Sandbox.JSON.createObjectNode().put("name", "Repeats " + number);
            draft.putArray("providers").add(Issuer.UQPAY.account());
            draft.put("defaultProvider", Issuer.UQPAY.account());
            String id = door.admin("POST", "/admin/v1/distributors", draft.toString())
                    .path("id")
                    .asText();
            JsonNode keys = door.admin("POST", "/admin/v1/distributors/" + id + "/keys", "{\"kind\":\"API_KEY\"}");
            Map<String, String> credentials = new HashMap<>();
            credentials.put("CARDPORT_API_KEY", keys.path("apiKey").asText());
            credentials.put("CARDPORT_ACCESS_KEY", keys.path("accessKey").asText());
            return credentials;
        }
    }
}
