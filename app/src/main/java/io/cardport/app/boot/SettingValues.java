package io.cardport.app.boot;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flat {@code cardport.*} values, each asked for by name and kind; what nobody asked for is unknown. */
final class SettingValues {
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

    private final Map<String, Object> values;
    private final Set<String> known = new HashSet<>();

    SettingValues(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    Optional<String> text(String key) {
        known.add(key);
        Object value = values.get(key);
        return switch (value) {
            case null -> Optional.empty();
            case String text when text.isBlank() -> throw malformed(key, "is empty");
            case String text -> Optional.of(text.strip());
            case Number number -> Optional.of(number.toString());
            case Boolean truth -> Optional.of(truth.toString());
            default -> throw malformed(key, "must be a text");
        };
    }

    /** A secret may be given as itself or as the path of a file that holds it. */
    Optional<String> secret(String key) {
        Optional<String> file = text(key + "-file");
        Optional<String> given = text(key);
        if (given.isPresent() && file.isPresent()) {
            throw malformed(key, "is given twice, also as " + key + "-file");
        }
        return file.isEmpty() ? given : Optional.of(contents(key + "-file", Path.of(file.get())));
    }

    boolean truth(String key, boolean otherwise) {
        return text(key)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw malformed(key, "must be true or false");
                })
                .orElse(otherwise);
    }

    Duration duration(String key, Duration otherwise) {
        return text(key).map(text -> parsed(key, text)).orElse(otherwise);
    }

    Optional<URI> httpUrl(String key) {
        return text(key).map(text -> {
            try {
                URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                    return url;
                }
            } catch (URISyntaxException malformed) {
                // falls through to the sentence
            }
            throw malformed(key, "must be an http or https address");
        });
    }

    List<String> texts(String key) {
        known.add(key);
        return switch (values.get(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case String text ->
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
            default -> throw malformed(key, "must be a list");
        };
    }

    /** To be called when every known key has been asked for. */
    void refuseUnknown() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        unknown.stream().findFirst().ifPresent(key -> {
            throw new StartRefused("The setting cardport." + key + " is unknown.");
        });
    }

    static StartRefused malformed(String key, String why) {
        return new StartRefused("The setting cardport." + key + " " + why + ".");
    }

    private static String contents(String key, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw malformed(key, "names the file " + file + ", which can't be read");
        }
    }

    private static Duration parsed(String key, String text) {
        Matcher simple = SIMPLE_DURATION.matcher(text);
        if (simple.matches()) {
            long count = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofMinutes(count);
            };
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException malformed) {
            // falls through to the sentence
        }
        throw malformed(key, "must be a duration such as 30s, 10m, 24h or 7d");
    }
}
