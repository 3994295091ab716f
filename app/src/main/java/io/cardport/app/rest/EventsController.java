package io.cardport.app.rest;

import io.cardport.app.rest.input.Query;
import io.cardport.app.rest.input.Rule;
import io.cardport.app.rest.once.Answers;
import io.cardport.app.rest.view.EventView;
import io.cardport.app.security.Caller;
import io.cardport.domain.id.EventId;
import io.cardport.domain.idempotency.StoredAnswer;
import io.cardport.domain.store.EventFeed;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The feed: every event once, in an order that never changes. */
@Controller("/v1/events")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Events")
final class EventsController {
    private static final int LONGEST_WAIT = 30;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final Rule WAIT = new Rule(
            "must be a whole number of seconds from 0 to 30",
            text -> text.matches("[0-9]{1,2}s?") && seconds(text) <= LONGEST_WAIT);

    private final EventFeed feed;
    private final Cursors cursors;

    EventsController(EventFeed feed, Cursors cursors) {
        this.feed = feed;
        this.cursors = cursors;
    }

    private static int seconds(String text) {
        return Integer.parseInt(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
    }

    @Get
    @Operation(
            summary = "Read events on",
            description =
                    "after is a cursor or the id of an event; without it the feed begins at its oldest event. wait"
                            + " holds the answer until there is an event, up to 30 s. next is never null.")
    @ApiResponse(
            responseCode = "200",
            description = "Events, oldest first",
            content = @Content(schema = @Schema(implementation = EventView.class)))
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Cursor of this feed, or the id of an event")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 where left out")
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = "Seconds to wait for something new, 30 at most")
    HttpResponse<byte[]> read(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        Query query = Query.of(request);
        Optional<String> after = query.text("after", Rule.text(512));
        int limit = query.limit();
        Duration wait = Duration.ofSeconds(
                query.text("wait", WAIT).map(EventsController::seconds).orElse(0));
        Cursors.OfList places = cursors.of(caller, "events");
        Optional<Long> position = after.flatMap(text -> position(caller, places, text));
        if (after.isPresent() && position.isEmpty()) {
            query.invalid("after", "must be a cursor of this feed or the id of an event in it");
        }
        query.end();
        long from = position.orElse(0L);
        List<EventFeed.Entry> entries = await(caller, from, limit, wait);
        long next = entries.isEmpty() ? from : entries.getLast().position();
        return Answers.send(new StoredAnswer(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                json(entries, places.write(Long.toString(next)))));
    }

    private Optional<Long> position(Caller caller, Cursors.OfList places, String after) {
        return after.startsWith(EventId.PREFIX)
                ? EventId.parse(after).flatMap(id -> feed.positionOf(caller.distributor(), id))
                : places.read(after).map(Long::parseLong);
    }

    /** Waits on a virtual thread, which costs nothing while it sleeps. */
    private List<EventFeed.Entry> await(Caller caller, long after, int limit, Duration wait) {
        long began = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            List<EventFeed.Entry> entries = feed.read(caller.distributor(), after, limit);
            long left = wait.minusNanos(System.nanoTime() - began).toMillis();
            if (!entries.isEmpty() || left <= 0) {
                return entries;
            }
            try {
                Thread.sleep(Math.min(left, pause));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return entries;
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        }
    }

    /** Events were written when they happened and are sent as they were written. */
    private static byte[] json(List<EventFeed.Entry> entries, String next) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes("{\"data\":[".getBytes(StandardCharsets.US_ASCII));
        String comma = "";
        for (EventFeed.Entry entry : entries) {
            json.writeBytes(comma.getBytes(StandardCharsets.US_ASCII));
            json.writeBytes(entry.json());
            comma = ",";
        }
        json.writeBytes(("],\"next\":\"" + next + "\"}").getBytes(StandardCharsets.US_ASCII));
        return json.toByteArray();
    }
}
