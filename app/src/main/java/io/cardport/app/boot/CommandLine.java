package io.cardport.app.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flags of {@code ./cardport up}.
 *
 * @param port the port to listen on; 0 lets the system choose
 * @param host the address to bind to
 * @param data the data folder
 * @param configs configuration files, of which a later one wins
 * @param sandbox whether the sandbox was asked off ({@code Off}) or left to the settings
 */
public record CommandLine(
        Optional<Integer> port, Optional<String> host, Optional<Path> data, List<Path> configs, SandboxFlag sandbox) {
    /** What the command line says of the sandbox. */
    public enum SandboxFlag {
        /** Nothing: the settings decide. */
        UNSAID,
        /** {@code --no-sandbox}. */
        OFF
    }

    /**
     * Reads the flags.
     *
     * @param args as the shell gave them, without the command's name
     * @return the flags
     * @throws StartRefused naming the flag that is unknown, lacks its value or has a malformed one
     */
    public static CommandLine parse(String... args) {
        Optional<Integer> port = Optional.empty();
        Optional<String> host = Optional.empty();
        Optional<Path> data = Optional.empty();
        List<Path> configs = new ArrayList<>();
        SandboxFlag sandbox = SandboxFlag.UNSAID;
        for (int at = 0; at < args.length; at++) {
            String word = args[at];
            int equals = word.indexOf('=');
            String flag = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
            if (flag.equals("--no-sandbox")) {
                sandbox = SandboxFlag.OFF;
                continue;
            }
            if (!List.of("--port", "--host", "--data", "--config").contains(flag)) {
                throw new StartRefused("The option " + flag + " is unknown; see ./cardport help.");
            }
            boolean joined = equals > 0;
            if (!joined && at + 1 >= args.length) {
                throw new StartRefused("The option " + flag + " needs a value.");
            }
            String value = joined ? word.substring(equals + 1) : args[++at];
            switch (flag) {
                case "--port" -> port = Optional.of(port(value));
                case "--host" -> host = Optional.of(value);
                case "--data" -> data = Optional.of(Path.of(value));
                default -> configs.add(Path.of(value));
            }
        }
        return new CommandLine(port, host, data, List.copyOf(configs), sandbox);
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the sentence
        }
        throw new StartRefused("The option --port takes a number from 0 to 65535, not \"" + value + "\".");
    }
}
