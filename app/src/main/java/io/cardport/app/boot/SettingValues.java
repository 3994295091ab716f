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
import java.util.stream.Collectors;

/** Flat {@code cardport.*} values, each asked for by name and kind; what nobody asked for is unknown. */
public final class SettingValues {
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

    private final Map<String, Object> values;
    private final Set<String> known = new HashSet<>();

    /**
     * Takes the values.
     *
     * @param values by their whole names below {@code cardport.}: texts, numbers, booleans and lists
     */
    public SettingValues(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /**
     * A text.
     *
     * @param key its whole name
     * @return the text without blanks around it, where it is given
     * @throws StartRefused when it is empty or no single value
     */
    public Optional<String> text(String key) {
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

    /**
     * A secret, given as itself or with {@code -file} behind its name as the path of a file that holds it.
     *
     * @param key its whole name
     * @return the secret, where it is given
     * @throws StartRefused when it is given both ways or its file can't be read
     */
    public Optional<String> secret(String key) {
        Optional<String> file = text(key + "-file");
        Optional<String> given = text(key);
        if (given.isPresent() && file.isPresent()) {
            throw malformed(key, "is given twice, also as " + key + "-file");
        }
        return file.isEmpty() ? given : Optional.of(contents(key + "-file", Path.of(file.get())));
    }

    /**
     * Several secrets: a list, one text, or with {@code -file} behind the name a file with one in each line.
     *
     * @param key its whole name
     * @return the secrets in their order
     * @throws StartRefused when they are given both ways or the file can't be read
     */
    public List<String> secrets(String key) {
        known.add(key);
        if (!(values.get(key) instanceof List<?> list)) {
            return secret(key).stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        if (text(key + "-file").isPresent()) {
            throw malformed(key, "is given twice, also as " + key + "-file");
        }
        return list.stream().map(String::valueOf).toList();
    }

    /**
     * A flag.
     *
     * @param key its whole name
     * @param otherwise what holds where it is not given
     * @return the flag
     * @throws StartRefused when it is neither {@code true} nor {@code false}
     */
    public boolean truth(String key, boolean otherwise) {
        return text(key)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw malformed(key, "must be true or false");
                })
                .orElse(otherwise);
    }

    /**
     * A whole number.
     *
     * @param key its whole name
     * @param least the smallest that is accepted
     * @return the number, where it is given
     * @throws StartRefused when it is no number or too small
     */
    public Optional<Integer> number(String key, int least) {
        return text(key).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException malformed) {
                // falls through to the sentence
            }
            throw malformed(key, "must be a whole number of at least " + least);
        });
    }

    /**
     * A list of blocks.
     *
     * @param key its whole name
     * @return the blocks, none where it is not given; a list inside a block is joined by commas
     * @throws StartRefused when it holds anything else
     */
    public List<Map<String, String>> blocks(String key) {
        known.add(key);
        return switch (values.get(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(entry -> block(key, entry)).toList();
            default -> throw malformed(key, "must be a list of blocks");
        };
    }

    private static Map<String, String> block(String key, Object entry) {
        if (!(entry instanceof Map<?, ?> map)) {
            throw malformed(key, "must be a list of blocks");
        }
        Map<String, String> block = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            String text = value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(value);
            block.put(String.valueOf(name), text);
        });
        return block;
    }

    /**
     * A duration: {@code 500ms}, {@code 15s}, {@code 2m}, {@code 24h}, {@code 7d} or ISO 8601.
     *
     * @param key its whole name
     * @param otherwise what holds where it is not given
     * @return the duration
     * @throws StartRefused when it is of another form
     */
    public Duration duration(String key, Duration otherwise) {
        return text(key).map(text -> parsed(key, text)).orElse(otherwise);
    }

    /**
     * A duration that is longer than nothing.
     *
     * @param key its whole name
     * @param otherwise what holds where it is not given
     * @return the duration
     * @throws StartRefused when it is of another form than {@link #duration} takes, or nothing
     */
    public Duration positive(String key, Duration otherwise) {
        Duration duration = duration(key, otherwise);
        if (!duration.isPositive()) {
            throw malformed(key, "must be longer than nothing");
        }
        return duration;
    }

    /**
     * An address.
     *
     * @param key its whole name
     * @return the address without a slash at its end, where it is given
     * @throws StartRefused when it is no http or https address
     */
    public Optional<URI> httpUrl(String key) {
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

    /**
     * A list, or one text that commas part.
     *
     * @param key its whole name
     * @return its entries, none where it is not given
     * @throws StartRefused when it is neither
     */
    public List<String> texts(String key) {
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

    /**
     * To be called when every known key has been asked for.
     *
     * @throws StartRefused naming the first key that nobody asked for
     */
    public void refuseUnknown() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        unknown.stream().findFirst().ifPresent(key -> {
            throw new StartRefused("The setting cardport." + key + " is unknown.");
        });
    }

    /**
     * Refuses a setting.
     *
     * @param key its whole name below {@code cardport.}
     * @param why what is wrong, as the rest of a sentence without a full stop and without the value
     * @return to be thrown
     */
    public static StartRefused malformed(String key, String why) {
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
