package io.cardport.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a person sees: steps in order, and between them events and webhooks as they arrive. Safe for many threads. */
final class Stage {
    private static final long PROGRESS = TimeUnit.SECONDS.toNanos(2);
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 1_000;

    private final PrintStream out;
    private final long patience;
    private int right;

    /**
     * Sets it up.
     *
     * @param out where lines go
     * @param patienceSeconds how long a step may wait for an issuer
     */
    Stage(PrintStream out, int patienceSeconds) {
        this.out = out;
        this.patience = TimeUnit.SECONDS.toNanos(patienceSeconds);
    }

    /** Something that must come out right. */
    @FunctionalInterface
    interface Act {
        /** Returns what is worth telling. */
        String play();
    }

    /** Plays a step and prints it; a step that fails is printed with the document that says why, and thrown on. */
    void step(String title, Act act) {
        long began = System.nanoTime();
        try {
            String told = act.play();
            line("  ✓ %-34s %7s  %s", title, since(began), told);
            right++;
        } catch (StepFailed failed) {
            line("  ✗ %-34s %7s  %s", title, since(began), failed.why());
            document(failed.document());
            throw failed;
        }
    }

    /** Asks again until the answer is as wanted, printing what it waits for after two seconds. */
    Reply await(String what, Supplier<Reply> ask, Predicate<JsonNode> wanted, Predicate<JsonNode> hopeless) {
        long began = System.nanoTime();
        long told = began;
        long pause = FIRST_PAUSE;
        while (true) {
            Reply reply = ask.get();
            if (wanted.test(reply.body())) {
                return reply;
            }
            long now = System.nanoTime();
            if (hopeless.test(reply.body())) {
                throw reply.failed("shows that " + what + " will not come");
            }
            if (now - began > patience) {
                throw reply.failed("still does not show " + what + " after " + since(began));
            }
            if (now - told > PROGRESS) {
                told = now;
                line("    … waiting for %s, %s%s", what, since(began), state(reply.body()));
            }
            rest(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    void arrived(String text) {
        line("    %s", text);
    }

    void heading(String text) {
        line("%n%s", text);
    }

    int stepsDone() {
        return right;
    }

    synchronized void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
        out.flush();
    }

    static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailed("Interrupted", com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        }
    }

    private void document(JsonNode document) {
        if (document.isMissingNode()) {
            return;
        }
        try {
            String text = Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
            text.lines().forEach(one -> line("      %s", one));
        } catch (JsonProcessingException impossible) {
            line("      %s", document.getNodeType());
        }
    }

    private static String state(JsonNode body) {
        return Optional.of(body.path("status").asText(""))
                .filter(text -> !text.isEmpty())
                .map(text -> " (" + text + ")")
                .orElse("");
    }

    private static String since(long began) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
