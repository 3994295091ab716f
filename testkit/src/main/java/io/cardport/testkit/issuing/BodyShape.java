package io.cardport.testkit.issuing;

import io.cardport.testkit.wire.HttpText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a body without its values: so a transcript can be compared, and kept without a secret in it. */
final class BodyShape {
    /** A text's plain run is matched without recursion: an encrypted body is one text of many thousand characters. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")|([{}\\[\\],:])|(true|false)|(null)|(-?[0-9][0-9.eE+-]*))");

    private static final Pattern PART = Pattern.compile(
            "Content-Disposition: form-data; name=\"([^\"]*)\"(; filename=)?", Pattern.CASE_INSENSITIVE);

    private BodyShape() {}

    /** One line a field or part, sorted; a body of another kind is its media type. */
    static List<String> of(HttpText message) {
        if (message.body().length == 0) {
            return List.of();
        }
        String type = message.header("content-type").stream().findFirst().orElse("no type");
        if (type.startsWith("multipart/")) {
            return parts(message.text());
        }
        return type.contains("json") ? fields(message.text()) : List.of(type);
    }

    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            parts.add(part.group(1) + ": " + (part.group(2) == null ? "text part" : "file part"));
        }
        return parts.stream().sorted().toList();
    }

    private static List<String> fields(String json) {
        var fields = new TreeSet<String>();
        Deque<String> path = new ArrayDeque<>();
        var key = new StringBuilder();
        Matcher token = TOKEN.matcher(json);
        boolean expectsKey = false;
        while (token.lookingAt()) {
            String mark = token.group(2) == null ? "" : token.group(2);
            switch (mark) {
                case "{", "[" -> {
                    path.addLast(key + (mark.equals("{") ? "." : "[]"));
                    key.setLength(0);
                    expectsKey = mark.equals("{");
                }
                case "}", "]" -> path.pollLast();
                case "," -> expectsKey = !path.isEmpty() && path.getLast().endsWith(".");
                case ":" -> expectsKey = false;
                default -> {
                    if (expectsKey) {
                        key.setLength(0);
                        key.append(token.group(1), 1, token.group(1).length() - 1);
                    } else {
                        fields.add((String.join("", path) + key).replaceFirst("^\\.", "") + ": " + kind(token));
                        key.setLength(0);
                    }
                }
            }
            token.region(token.end(), json.length());
        }
        return List.copyOf(fields);
    }

    private static String kind(Matcher token) {
        if (token.group(1) != null) {
            return "text";
        }
        if (token.group(3) != null) {
            return "truth";
        }
        return token.group(4) != null ? "nothing" : "number";
    }
}
