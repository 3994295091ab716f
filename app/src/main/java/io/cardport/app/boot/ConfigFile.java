package io.cardport.app.boot;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * One YAML configuration file, its {@code ${NAME}} and {@code ${NAME:default}} replaced from the environment. Relative
 * paths in keys that end in {@code -file} are taken from the file's own folder.
 */
final class ConfigFile {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    private final Path file;
    private final Variables variables;

    private ConfigFile(Path file, Variables variables) {
        this.file = file;
        this.variables = variables;
    }

    static Map<String, Object> read(Path file, Variables variables) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(20);
        try (Reader text = Files.newBufferedReader(file)) {
            Object root = new Yaml(new SafeConstructor(options)).load(text);
            if (root == null) {
                return Map.of();
            }
            if (!(root instanceof Map<?, ?> map)) {
                throw new StartRefused("The configuration file " + file + " must hold keys and values.");
            }
            return new ConfigFile(file, variables).map("", map);
        } catch (MarkedYAMLException malformed) {
            String line = malformed.getProblemMark() == null
                    ? ""
                    : " in line " + (malformed.getProblemMark().getLine() + 1);
            throw new StartRefused("The configuration file " + file + " is not valid YAML" + line + ".");
        } catch (YAMLException | IOException unreadable) {
            throw new StartRefused("The configuration file " + file + " can't be read as YAML.");
        }
    }

    private Map<String, Object> map(String prefix, Map<?, ?> source) {
        Map<String, Object> copy = new LinkedHashMap<>();
        source.forEach((name, value) -> {
            String key = prefix.isEmpty() ? String.valueOf(name) : prefix + "." + name;
            value(key, value).ifPresent(kept -> copy.put(String.valueOf(name), kept));
        });
        return copy;
    }

    private Optional<Object> value(String key, Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Map<?, ?> map -> Optional.of(map(key, map));
            case List<?> list ->
                Optional.of(list.stream()
                        .flatMap(element -> value(key, element).stream())
                        .toList());
            case String text -> Optional.of(path(key, filled(key, text)));
            default -> Optional.of(value);
        };
    }

    private String filled(String key, String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(variable(key, found)));
    }

    private String variable(String key, java.util.regex.MatchResult found) {
        return variables
                .named(found.group(1))
                .or(() -> Optional.ofNullable(found.group(2)))
                .orElseThrow(() -> new StartRefused("The setting " + key + " needs the environment variable "
                        + found.group(1) + ", which is not set."));
    }

    private String path(String key, String text) {
        if (!key.endsWith("-file") || text.isBlank()) {
            return text;
        }
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? text : parent.resolve(text).normalize().toString();
    }
}
