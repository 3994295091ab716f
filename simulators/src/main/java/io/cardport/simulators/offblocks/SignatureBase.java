package io.cardport.simulators.offblocks;

import io.cardport.simulators.frame.Request;
import io.cardport.simulators.offblocks.StructuredFields.Bare;
import io.cardport.simulators.offblocks.StructuredFields.Member;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The text that a signature covers (RFC 9421 §2.5). */
final class SignatureBase {

    private SignatureBase() {}

    /**
     * Builds it.
     *
     * @param covered the covered components with the signature's parameters
     * @param values a component's value, empty if the message has none
     * @return the base; empty if a component is not a string, has no value or is there twice
     */
    static Optional<String> of(Member.Inner covered, Function<Member.Item, Optional<String>> values) {
        var lines = new StringBuilder();
        if (covered.items().stream().map(Member.Item::spelled).distinct().count()
                != covered.items().size()) {
            return Optional.empty();
        }
        for (Member.Item component : covered.items()) {
            Optional<String> value =
                    component.value() instanceof Bare.Text ? values.apply(component) : Optional.empty();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            lines.append(component.spelled()).append(": ").append(value.get()).append('\n');
        }
        return Optional.of(lines.append("\"@signature-params\": ")
                .append(covered.spelled())
                .toString());
    }

    /**
     * Reads a component off a request (RFC 9421 §2.1, 2.2). Components with parameters have no value here: this issuer
     * knows none.
     *
     * @param request the request
     * @param component a component
     * @return its value
     */
    static Optional<String> value(Request request, Member.Item component) {
        if (!component.parameters().isEmpty() || !(component.value() instanceof Bare.Text name)) {
            return Optional.empty();
        }
        if (!name.value().startsWith("@")) {
            // A name in capitals is no component (§2.1), although HTTP would find the header.
            return name.value().equals(name.value().toLowerCase(Locale.ROOT))
                    ? request.header(name.value())
                    : Optional.empty();
        }
        return name.value().equals("@method") ? Optional.of(request.method()) : place(request.target(), name.value());
    }

    /**
     * Reads what a URL is made of (RFC 9421 §2.2).
     *
     * @param target an absolute URL as the client sent it
     * @param name a derived component
     * @return its value; empty for other components
     */
    static Optional<String> place(String target, String name) {
        int authority = target.indexOf("://") + 3;
        int path = end(target, '/', authority);
        int query = end(target, '?', authority);
        String scheme = target.substring(0, authority - 3).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "@target-uri" -> Optional.of(target);
            case "@scheme" -> Optional.of(scheme);
            case "@authority" ->
                Optional.of(authority(
                        scheme,
                        target.substring(authority, Math.min(path, query)).toLowerCase(Locale.ROOT)));
            case "@path" -> Optional.of(path < query ? target.substring(path, query) : "/");
            case "@query" -> Optional.of(query < target.length() ? target.substring(query) : "?");
            case "@request-target" -> Optional.of(target.substring(Math.min(path, query)));
            default -> Optional.empty();
        };
    }

    private static String authority(String scheme, String host) {
        String port = scheme.equals("https") ? ":443" : ":80";
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }

    private static int end(String target, char mark, int from) {
        int found = target.indexOf(mark, from);
        return found < 0 ? target.length() : found;
    }
}
