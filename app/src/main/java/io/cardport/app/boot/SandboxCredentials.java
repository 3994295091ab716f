package io.cardport.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a caller of the sandbox needs, as {@code DIR/credentials.env} holds it (mode 600, {@code NAME=value} lines that a
 * shell can source). Made once and kept; only the address is written anew at each start.
 *
 * @param apiKey the sandbox distributor's {@code X-Api-Key}, 200 random bits
 * @param accessKey its {@code X-Access-Key}, 200 random bits
 * @param adminToken the owner's bearer token, 200 random bits
 * @param adminUser the owner's name in the console
 * @param adminPassword the owner's password, 160 random bits
 * @param adminTotpSecret the owner's second factor, base32 (RFC 6238), 160 random bits
 */
public record SandboxCredentials(
        String apiKey,
        String accessKey,
        String adminToken,
        String adminUser,
        String adminPassword,
        String adminTotpSecret) {
    private static final String FILE = "credentials.env";

    /**
     * Reads what an earlier start made, or makes it.
     *
     * @param dataFolder the held data folder
     * @param random fit for secrets
     * @return the same values at every start
     * @throws StartRefused when the file can't be read or lacks a value
     */
    public static SandboxCredentials of(Path dataFolder, RandomGenerator random) {
        Path file = dataFolder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                SandboxCredentials fresh = new SandboxCredentials(
                        RandomText.base32(random, 40),
                        RandomText.base32(random, 40),
                        RandomText.base32(random, 40),
                        "owner",
                        RandomText.base32(random, 32),
                        RandomText.base32(random, 32));
                DataFolder.writePrivate(file, fresh.text("http://127.0.0.1:8080"));
                return fresh;
            }
            return read(file);
        } catch (IOException unusable) {
            throw new StartRefused("The file " + file + " can't be read or written.");
        }
    }

    private static SandboxCredentials read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return new SandboxCredentials(
                value(file, values, "CARDPORT_API_KEY"),
                value(file, values, "CARDPORT_ACCESS_KEY"),
                value(file, values, "CARDPORT_ADMIN_TOKEN"),
                value(file, values, "CARDPORT_ADMIN_USER"),
                value(file, values, "CARDPORT_ADMIN_PASSWORD"),
                value(file, values, "CARDPORT_ADMIN_TOTP_SECRET"));
    }

    private static String value(Path file, Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new StartRefused("The file " + file + " lacks " + name + "."));
    }

    /**
     * Writes the file with the address of this start.
     *
     * @param dataFolder the held data folder
     * @param url where the gateway answers
     * @return the file
     * @throws StartRefused when it can't be written
     */
    public Path write(Path dataFolder, String url) {
        Path file = dataFolder.resolve(FILE);
        try {
            DataFolder.writePrivate(file, text(url));
            return file;
        } catch (IOException unusable) {
            throw new StartRefused("The file " + file + " can't be written.");
        }
    }

    private String text(String url) {
        return """
                CARDPORT_URL=%s
                CARDPORT_API_KEY=%s
                CARDPORT_ACCESS_KEY=%s
                CARDPORT_ADMIN_TOKEN=%s
                CARDPORT_ADMIN_USER=%s
                CARDPORT_ADMIN_PASSWORD=%s
                CARDPORT_ADMIN_TOTP_SECRET=%s
                """.formatted(url, apiKey, accessKey, adminToken, adminUser, adminPassword, adminTotpSecret);
    }

    @Override
    public String toString() {
        return "SandboxCredentials[" + adminUser + "]";
    }
}
