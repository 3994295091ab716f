package io.cardport.app.rest.input;

import io.cardport.app.rest.Cursors;
import io.cardport.domain.store.Page;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query, read as strictly as a body. */
public final class Query {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final HttpRequest<?> request;
    private final Faults faults = new Faults();
    private final Set<String> asked = new HashSet<>();

    private Query(HttpRequest<?> request) {
        this.request = request;
    }

    /**
     * Begins to read a query.
     *
     * @param request a request
     * @return its parameters
     */
    public static Query of(HttpRequest<?> request) {
        return new Query(request);
    }

    /**
     * Refuses any parameter.
     *
     * @param request a request that takes none
     */
    public static void none(HttpRequest<?> request) {
        of(request).end();
    }

    /**
     * A text.
     *
     * @param name which parameter
     * @param rule what it must be
     * @return the text, empty where there is none or it breaks the rule
     */
    public Optional<String> text(String name, Rule rule) {
        asked.add(name);
        List<String> values = request.getParameters().getAll(name);
        if (values.size() > 1) {
            faults.invalid(name, "must be given once");
            return Optional.empty();
        }
        Optional<String> value = values.stream().findFirst();
        if (value.filter(rule.holds().negate()).isPresent()) {
            faults.invalid(name, rule.sentence());
            return Optional.empty();
        }
        return value;
    }

    /**
     * One of an enum's words.
     *
     * @param name which parameter
     * @param words the enum
     * @param <E> the enum
     * @return the word, empty where there is none or another
     */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        List<String> texts =
                Arrays.stream(words.getEnumConstants()).map(Enum::name).toList();
        Rule rule = new Rule("must be one of " + String.join(", ", texts), texts::contains);
        return text(name, rule).map(text -> Enum.valueOf(words, text));
    }

    /**
     * A time.
     *
     * @param name which parameter
     * @return the time, empty where there is none or it is malformed
     */
    public Optional<Instant> time(String name) {
        return text(name, Times.RULE).map(Times::parse);
    }

    /**
     * A whole number.
     *
     * @param name which parameter
     * @param min the least
     * @param max the most
     * @return the number, empty where there is none or it is malformed
     */
    public Optional<Integer> number(String name, int min, int max) {
        Rule rule = new Rule(
                "must be a whole number from " + min + " to " + max,
                text -> text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max);
        return text(name, rule).map(Integer::parseInt);
    }

    /**
     * How many entries a list is to show.
     *
     * @return 1 to 100, 20 unless said
     */
    public int limit() {
        return number("limit", 1, MOST).orElse(USUAL);
    }

    /**
     * Which part of a list is asked for.
     *
     * @param cursors who made the cursor
     * @return the part
     */
    public Page.Request page(Cursors.OfList cursors) {
        Optional<String> cursor = text("after", Rule.text(512));
        Optional<String> after = cursor.flatMap(cursors::read);
        if (cursor.isPresent() && after.isEmpty()) {
            invalid("after", "must be a cursor that this list gave");
        }
        return new Page.Request(limit(), after);
    }

    /**
     * Notes a broken rule that no single reading finds.
     *
     * @param name at which parameter
     * @param rule what it must be
     */
    public void invalid(String name, String rule) {
        faults.invalid(name, rule);
    }

    /**
     * Ends the reading.
     *
     * @throws io.cardport.app.rest.ProblemException naming all that is wrong or unknown, if anything is
     */
    public void end() {
        request.getParameters().names().stream()
                .filter(name -> !asked.contains(name))
                .sorted()
                .forEach(faults::unknown);
        faults.check();
    }
}
