package io.cardport.signatures;

import java.util.Locale;
import java.util.Optional;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.StringItem;

/**
 * A component identifier (RFC 9421 section 2): a field or a derived component, with its parameters. Two are equal when
 * name and parameters are, whatever the parameters' order.
 *
 * @param name a field name in lower case, or a derived name with its {@code @}
 * @param form how a field's value is written ({@code sf}, {@code bs}, {@code key})
 * @param member the dictionary member that {@code key} names; empty for the other forms
 * @param queryName the query parameter that {@code name} names, percent-encoded as in the signature; empty otherwise
 * @param source whether it is taken from this message or, with {@code req}, from the request that it answers
 * @param section whether a field is a header or, with {@code tr}, a trailer
 */
public record Component(String name, Form form, String member, String queryName, Source source, Section section) {
    /** {@code @method}. */
    public static final Component METHOD = derived("@method");
    /** {@code @target-uri}. */
    public static final Component TARGET_URI = derived("@target-uri");
    /** {@code @authority}. */
    public static final Component AUTHORITY = derived("@authority");
    /** {@code @scheme}. */
    public static final Component SCHEME = derived("@scheme");
    /** {@code @request-target}. */
    public static final Component REQUEST_TARGET = derived("@request-target");
    /** {@code @path}. */
    public static final Component PATH = derived("@path");
    /** {@code @query}. */
    public static final Component QUERY = derived("@query");
    /** {@code @status}. */
    public static final Component STATUS = derived("@status");
    /** The Content-Digest field. */
    public static final Component CONTENT_DIGEST = field("content-digest");

    static final String QUERY_PARAM = "@query-param";

    /** How a field's value is written. */
    public enum Form {
        /** As it stands, stripped, lines joined (section 2.1). */
        PLAIN,
        /** Strictly serialized as a structured field ({@code sf}, section 2.1.1). */
        STRUCTURED,
        /** One member of a dictionary ({@code key}, section 2.1.2). */
        MEMBER,
        /** Each line as a byte sequence ({@code bs}, section 2.1.3). */
        BYTES
    }

    /** Which message a component is taken from (section 2.4). */
    public enum Source {
        /** The message that is signed. */
        MESSAGE,
        /** The request that it answers. */
        REQUEST
    }

    /** Which section a field is taken from (section 2.1.4). */
    public enum Section {
        /** The header section. */
        HEADER,
        /** The trailer section. */
        TRAILER
    }

    private static Component derived(String name) {
        return new Component(name, Form.PLAIN, "", "", Source.MESSAGE, Section.HEADER);
    }

    /**
     * A field.
     *
     * @param name its name, in any case
     * @return the component
     */
    public static Component field(String name) {
        return derived(name.toLowerCase(Locale.ROOT));
    }

    /**
     * One query parameter (section 2.2.8).
     *
     * @param name its name, percent-encoded as section 2.2.8 asks
     * @return the component
     */
    public static Component queryParam(String name) {
        return new Component(QUERY_PARAM, Form.PLAIN, "", name, Source.MESSAGE, Section.HEADER);
    }

    /**
     * With {@code sf}.
     *
     * @return a new component
     */
    public Component structured() {
        return new Component(name, Form.STRUCTURED, "", queryName, source, section);
    }

    /**
     * With {@code key}.
     *
     * @param key the dictionary's member
     * @return a new component
     */
    public Component member(String key) {
        return new Component(name, Form.MEMBER, key, queryName, source, section);
    }

    /**
     * With {@code bs}.
     *
     * @return a new component
     */
    public Component bytes() {
        return new Component(name, Form.BYTES, "", queryName, source, section);
    }

    /**
     * With {@code req}.
     *
     * @return a new component
     */
    public Component ofRequest() {
        return new Component(name, form, member, queryName, Source.REQUEST, section);
    }

    /**
     * With {@code tr}.
     *
     * @return a new component
     */
    public Component inTrailer() {
        return new Component(name, form, member, queryName, source, Section.TRAILER);
    }

    boolean isDerived() {
        return name.startsWith("@");
    }

    /** Whether RFC 9421 defines the name with just these parameters. */
    boolean isDefined() {
        if (!isDerived()) {
            return isToken(name) && queryName.isEmpty();
        }
        boolean bare = form == Form.PLAIN && section == Section.HEADER;
        return switch (name) {
            case "@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query" ->
                bare && queryName.isEmpty();
            case "@status" -> bare && queryName.isEmpty() && source == Source.MESSAGE;
            case QUERY_PARAM -> bare && !queryName.isEmpty();
            default -> false;
        };
    }

    private static boolean isToken(String name) {
        for (int at = 0; at < name.length(); at++) {
            char one = name.charAt(at);
            boolean letter = one >= 'a' && one <= 'z' || one >= '0' && one <= '9';
            if (!letter && "!#$%&'*+-.^_`|~".indexOf(one) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Reads an item of a covered-components list; empty when it is nothing that RFC 9421 defines. */
    static Optional<Component> read(Item<?> item) {
        if (!(item instanceof StringItem string)) {
            return Optional.empty();
        }
        Component found = derived(string.get());
        if (!item.getParams().isEmpty()) {
            for (var parameter : item.getParams().entrySet()) {
                Optional<Component> next = found.with(parameter.getKey(), parameter.getValue());
                if (next.isEmpty()) {
                    return next;
                }
                found = next.get();
            }
        }
        return found.isDefined() ? Optional.of(found) : Optional.empty();
    }

    private Optional<Component> with(String parameter, Object value) {
        boolean flag = value instanceof BooleanItem set && set.get();
        return switch (parameter) {
            case "sf" -> flag && form == Form.PLAIN ? Optional.of(structured()) : Optional.empty();
            case "bs" -> flag && form == Form.PLAIN ? Optional.of(bytes()) : Optional.empty();
            // A member is serialized strictly anyway: sf beside key changes nothing and is refused.
            case "key" ->
                value instanceof StringItem key && form == Form.PLAIN
                        ? Optional.of(member(key.get()))
                        : Optional.empty();
            case "req" -> flag ? Optional.of(ofRequest()) : Optional.empty();
            case "tr" -> flag ? Optional.of(inTrailer()) : Optional.empty();
            case "name" ->
                value instanceof StringItem query
                        ? Optional.of(new Component(name, form, member, query.get(), source, section))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The identifier as it stands in the signature base of a signature made here. */
    String identifier() {
        StringBuilder text = new StringBuilder();
        StringItem.valueOf(name).serializeTo(text);
        switch (form) {
            case PLAIN -> {}
            case STRUCTURED -> text.append(";sf");
            case BYTES -> text.append(";bs");
            case MEMBER -> StringItem.valueOf(member).serializeTo(text.append(";key="));
        }
        if (!queryName.isEmpty()) {
            StringItem.valueOf(queryName).serializeTo(text.append(";name="));
        }
        if (section == Section.TRAILER) {
            text.append(";tr");
        }
        if (source == Source.REQUEST) {
            text.append(";req");
        }
        return text.toString();
    }
}
