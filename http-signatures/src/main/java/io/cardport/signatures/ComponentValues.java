package io.cardport.signatures;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/** The values of components (RFC 9421 sections 2.1 and 2.2). */
final class ComponentValues {
    private final Map<String, StructuredType> types;

    ComponentValues(Map<String, StructuredType> types) {
        this.types = types;
    }

    /** Appends the value; answers what was wrong with it, if anything. */
    Optional<Failure> append(StringBuilder base, SignedMessage message, Component component) {
        SignedMessage from = message;
        if (component.source() == Component.Source.REQUEST) {
            Optional<SignedRequest> request = message.request();
            if (request.isEmpty()) {
                return Optional.of(Failure.COMPONENT_ABSENT);
            }
            from = request.get();
        }
        if (!component.isDerived()) {
            return field(base, from, component);
        }
        return switch (from) {
            case SignedRequest request -> ofRequest(base, request, component);
            case SignedResponse response -> ofResponse(base, response, component);
        };
    }

    private static Optional<Failure> ofResponse(StringBuilder base, SignedResponse response, Component component) {
        if (!component.name().equals("@status")) {
            return Optional.of(Failure.COMPONENT_ABSENT);
        }
        if (response.status() < 100 || response.status() > 999) {
            return Optional.of(Failure.COMPONENT_UNUSABLE);
        }
        base.append(response.status());
        return Optional.empty();
    }

    private static Optional<Failure> ofRequest(StringBuilder base, SignedRequest request, Component component) {
        Target target = request.target();
        return switch (component.name()) {
            case "@method" -> line(base, request.method());
            case "@target-uri" -> line(base, target.uri());
            case "@authority" -> line(base, target.authority());
            case "@scheme" -> line(base, target.scheme());
            case "@request-target" -> line(base, target.requestTarget());
            case "@path" -> line(base, target.path());
            case "@query" -> line(base, target.query().isEmpty() ? "?" : target.query());
            case Component.QUERY_PARAM -> queryParam(base, target.query(), component.queryName());
            default -> Optional.of(Failure.COMPONENT_ABSENT);
        };
    }

    private static Optional<Failure> queryParam(StringBuilder base, String query, String name) {
        List<String> found = QueryParams.values(query, name);
        if (found.size() == 1) {
            return line(base, found.getFirst());
        }
        return Optional.of(found.isEmpty() ? Failure.COMPONENT_ABSENT : Failure.COMPONENT_UNUSABLE);
    }

    private Optional<Failure> field(StringBuilder base, SignedMessage from, Component component) {
        Fields section = component.section() == Component.Section.TRAILER ? from.trailers() : from.headers();
        List<String> lines = section.all(component.name());
        if (lines.isEmpty()) {
            return Optional.of(Failure.COMPONENT_ABSENT);
        }
        return switch (component.form()) {
            case PLAIN -> plain(base, lines);
            case BYTES -> bytes(base, lines);
            case STRUCTURED -> structured(base, lines, Optional.ofNullable(types.get(component.name())));
            case MEMBER -> member(base, lines, component.member());
        };
    }

    private static Optional<Failure> plain(StringBuilder base, List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (at > 0) {
                base.append(", ");
            }
            Optional<Failure> failure = line(base, unfolded(lines.get(at)));
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> bytes(StringBuilder base, List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (at > 0) {
                base.append(", ");
            }
            byte[] raw = unfolded(lines.get(at)).getBytes(StandardCharsets.ISO_8859_1);
            base.append(':').append(Base64.getEncoder().encodeToString(raw)).append(':');
        }
        return Optional.empty();
    }

    private static Optional<Failure> structured(StringBuilder base, List<String> lines, Optional<StructuredType> type) {
        if (type.isEmpty()) {
            return Optional.of(Failure.COMPONENT_UNUSABLE);
        }
        try {
            Parser parser = new Parser(stripped(lines));
            switch (type.get()) {
                case ITEM -> StructuredText.append(base, parser.parseItem());
                case LIST -> StructuredText.append(base, parser.parseList());
                case DICTIONARY -> StructuredText.append(base, parser.parseDictionary());
            }
            return Optional.empty();
        } catch (ParseException malformed) {
            return Optional.of(Failure.COMPONENT_UNUSABLE);
        }
    }

    private static Optional<Failure> member(StringBuilder base, List<String> lines, String key) {
        try {
            Dictionary dictionary = new Parser(stripped(lines)).parseDictionary();
            ListElement<?> found = dictionary.get().get(key);
            if (found == null) {
                return Optional.of(Failure.COMPONENT_ABSENT);
            }
            StructuredText.append(base, found);
            return Optional.empty();
        } catch (ParseException malformed) {
            return Optional.of(Failure.COMPONENT_UNUSABLE);
        }
    }

    private static List<String> stripped(List<String> lines) {
        List<String> all = new ArrayList<>(lines.size());
        lines.forEach(line -> all.add(unfolded(line)));
        return all;
    }

    /** Without white space around it, and with one space for each obsolete line fold (RFC 9112 section 5.2). */
    static String unfolded(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        String inner = start == 0 && end == value.length() ? value : value.substring(start, end);
        return inner.indexOf('\n') < 0 && inner.indexOf('\r') < 0
                ? inner
                : inner.replaceAll("[ \\t]*\\r?\\n[ \\t]+", " ");
    }

    private static boolean isSpace(char one) {
        return one == ' ' || one == '\t' || one == '\r' || one == '\n';
    }

    /** A base is ASCII, one component a line: a value with anything else needs {@code bs}. */
    private static Optional<Failure> line(StringBuilder base, String value) {
        for (int at = 0; at < value.length(); at++) {
            char one = value.charAt(at);
            if (one > '~' || one < ' ' && one != '\t') {
                return Optional.of(Failure.COMPONENT_UNUSABLE);
            }
        }
        base.append(value);
        return Optional.empty();
    }
}
