package io.cardport.app.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One error as a caller sees it (RFC 9457). {@code detail} is written by us and never an exception's message.
 *
 * @param code which error
 * @param detail a sentence about this occurrence, without secrets
 * @param errors the places in the request that are wrong
 * @param provider the issuer's own words where it refused
 * @param members further members such as {@code state}, {@code allowed}, {@code operationId}, in order: texts, numbers,
 *     booleans, lists and maps of such
 * @param retryAfter when a repetition makes sense
 */
public record Problem(
        ProblemCode code,
        String detail,
        List<Violation> errors,
        Optional<ProviderWords> provider,
        Map<String, Object> members,
        Optional<Duration> retryAfter) {

    /**
     * One wrong place in a request.
     *
     * @param pointer JSON Pointer (RFC 6901) into the body, or the name of a query parameter, header or form field
     * @param detail what is wrong with it, without its value
     */
    public record Violation(String pointer, String detail) {}

    /**
     * What an issuer said.
     *
     * @param code its own code, may be empty
     * @param message its own words, scrubbed by the adapter
     */
    public record ProviderWords(String code, String message) {}

    /** Keeps copies of the collections. */
    public Problem {
        errors = List.copyOf(errors);
        members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * A problem that says no more than its code.
     *
     * @param code which error
     * @return the problem, its detail being what to do next
     */
    public static Problem of(ProblemCode code) {
        return of(code, code.next());
    }

    /**
     * A problem with a sentence of its own.
     *
     * @param code which error
     * @param detail about this occurrence, without secrets
     * @return the problem
     */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Optional.empty(), Map.of(), Optional.empty());
    }

    /**
     * Adds a wrong place.
     *
     * @param pointer as in {@link Violation}
     * @param why what is wrong, without the value
     * @return a copy
     */
    public Problem at(String pointer, String why) {
        List<Violation> more = new ArrayList<>(errors);
        more.add(new Violation(pointer, why));
        return new Problem(code, detail, more, provider, members, retryAfter);
    }

    /**
     * Adds a member.
     *
     * @param name not one of RFC 9457's own
     * @param value text, number, boolean, list or map
     * @return a copy
     */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(code, detail, errors, provider, more, retryAfter);
    }

    /**
     * Adds the issuer's words.
     *
     * @param words scrubbed by the adapter
     * @return a copy
     */
    public Problem from(ProviderWords words) {
        return new Problem(code, detail, errors, Optional.of(words), members, retryAfter);
    }

    /**
     * Adds {@code Retry-After}.
     *
     * @param delay rounded up to whole seconds
     * @return a copy
     */
    public Problem after(Duration delay) {
        return new Problem(code, detail, errors, provider, members, Optional.of(delay));
    }

    /**
     * To leave a controller with.
     *
     * @return an exception that carries this problem
     */
    public ProblemException exception() {
        return new ProblemException(this);
    }
}
