package io.cardport.app.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code DIR/sandbox.yml} (mode 600): the simulated issuers as accounts, in the form that {@code --config} takes, so that
 * a second node can be given it. Written anew at each start.
 */
final class SandboxFile {
    private static final String HEAD = """
            # Generated at each start; put your own settings into a file of your own and give it with --config.
            cardport:
              encryption:
                key-file: %s
              distributors:
                default-provider: %s
              providers:
            """;

    private SandboxFile() {}

    /**
     * Writes the file.
     *
     * @param folder the held data folder
     * @param keyFile of this gateway
     * @param issuers what the simulators wrote about themselves
     * @param kinds of the adapters that are installed; other issuers are left out
     * @return the file
     * @throws StartRefused when a value is missing or the file can't be written
     */
    static Path write(Path folder, Path keyFile, JsonNode issuers, Set<String> kinds) {
        Path file = folder.resolve("sandbox.yml");
        try {
            List<SandboxAccount> accounts = SandboxAccount.among(issuers, kinds);
            if (accounts.isEmpty()) {
                throw new StartRefused("No adapter for a simulated issuer is installed; give --no-sandbox.");
            }
            StringBuilder text = new StringBuilder(HEAD.formatted(
                    SandboxAccount.quoted(keyFile.toString()),
                    accounts.getFirst().name()));
            for (SandboxAccount account : accounts) {
                text.append(account.block(issuers, folder));
            }
            DataFolder.writePrivate(file, text.toString());
            return file;
        } catch (IOException unusable) {
            throw new StartRefused("The file " + file + " can't be written.");
        }
    }
}
