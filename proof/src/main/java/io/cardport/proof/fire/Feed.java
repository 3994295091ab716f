package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Somebody who reads the feed with its cursor through everything that happens. */
final class Feed implements Runnable {
    private final Door door;
    private final List<Seen> seen = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("feed").unstarted(this);
    private volatile boolean over;

    Feed(Door door) {
        this.door = door;
    }

    /**
     * An event.
     *
     * @param id its id
     * @param subject what it is about
     * @param version of the subject
     */
    record Seen(String id, String subject, long version) {}

    void start() {
        thread.start();
    }

    /** Ends the reading once nothing more comes; what was read, in the order of reading. */
    List<Seen> end() throws InterruptedException {
        over = true;
        thread.join(120_000);
        return List.copyOf(seen);
    }

    @Override
    public void run() {
        read(door, seen, true);
    }

    /** The whole feed from its beginning. */
    static List<Seen> whole(Door door) {
        List<Seen> all = new ArrayList<>();
        Feed reader = new Feed(door);
        reader.over = true;
        reader.read(door, all, false);
        return all;
    }

    private void read(Door from, List<Seen> into, boolean waiting) {
        String after = "";
        while (true) {
            boolean last = over;
            String path = "/v1/events?limit=100" + (waiting && !last ? "&wait=2" : "")
                    + (after.isEmpty() ? "" : "&after=" + after);
            if (from.get(path) instanceof Answer.Given given && given.status() == 200) {
                JsonNode page = given.json();
                page.path("data")
                        .forEach(one -> into.add(new Seen(
                                one.path("id").asText(),
                                one.path("subject").path("id").asText(),
                                one.path("version").asLong())));
                after = page.path("next").asText();
                if (last && page.path("data").isEmpty()) {
                    return;
                }
            } else {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
