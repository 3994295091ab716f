package io.cardport.proof.fire;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a gateway is started: by {@code ./cardport up} where that started this program, else by this JVM's class path.
 *
 * @param settings keys below {@code cardport.} that every start gets, without blanks
 * @param ahead folders that stand on the class path before the gateway's own; with any, the class path is used
 * @param flags of {@code ./cardport up}
 * @param around words of a program that becomes the gateway by its last act; usually none
 */
record Starting(Map<String, String> settings, List<Path> ahead, List<String> flags, List<String> around) {
    private static final String COMMAND = "io.cardport.command";
    private static final String SIMULATORS = "io.cardport.simulators.jar";
    private static final List<String> OPTIONS = List.of(
            "-Xmx304m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8");

    /**
     * A start with the data folder and the port given.
     *
     * @param data the data folder
     * @param port a free port
     * @param more further flags
     * @return how it is started
     */
    static Starting on(Path data, int port, String... more) {
        List<String> flags = new ArrayList<>(List.of("--port", Integer.toString(port), "--data", data.toString()));
        flags.addAll(List.of(more));
        return new Starting(Issuer.impatience(), List.of(), flags, List.of());
    }

    /**
     * The same with one more setting.
     *
     * @param key below {@code cardport.}
     * @param value without blanks
     * @return a copy
     */
    Starting with(String key, String value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(key, value);
        return new Starting(all, ahead, flags, around);
    }

    /**
     * The same with a folder ahead of the class path.
     *
     * @param folder with resources of a newer version
     * @return a copy
     */
    Starting newer(Path folder) {
        return new Starting(settings, List.of(folder), flags, around);
    }

    /**
     * The same inside another program.
     *
     * @param words the program and its arguments; the gateway's own words follow them
     * @return a copy
     */
    Starting within(List<String> words) {
        return new Starting(settings, ahead, flags, words);
    }

    /**
     * The process to be.
     *
     * @return not yet started
     */
    ProcessBuilder process() {
        List<String> words = new ArrayList<>(around);
        List<String> properties = settings.entrySet().stream()
                .map(entry -> "-Dcardport." + entry.getKey() + "=" + entry.getValue())
                .toList();
        String command = System.getProperty(COMMAND, "");
        if (!command.isEmpty() && ahead.isEmpty()) {
            words.addAll(List.of(command, "up"));
            words.addAll(flags);
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().put("CARDPORT_JAVA_OPTIONS", String.join(" ", properties));
            return builder;
        }
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> path = new ArrayList<>(ahead.stream().map(Path::toString).toList());
        path.add(own);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        words.addAll(properties);
        words.add("-D" + SIMULATORS + "=" + System.getProperty(SIMULATORS, own));
        words.addAll(List.of("-cp", String.join(File.pathSeparator, path), "io.cardport.app.Cardport"));
        words.addAll(flags);
        return new ProcessBuilder(words);
    }
}
