package io.cardport.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that wrap every other key of the gateway: a text file with a line {@code <id> <base64 of 32 bytes>} each, the
 * active key first, {@code #} before a comment.
 */
public final class EncryptionKeys {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,32})\\s+([A-Za-z0-9+/]{43}=)");

    private final Map<String, byte[]> keys;

    private EncryptionKeys(Map<String, byte[]> keys) {
        this.keys = keys;
    }

    /**
     * Reads the file and, in the sandbox, makes it first where it is missing.
     *
     * @param settings names the file
     * @param random fit for secrets
     * @return at least one key
     * @throws StartRefused when the file is missing, malformed or readable by others
     */
    public static EncryptionKeys open(Settings settings, RandomGenerator random) {
        Path file = settings.encryptionKeyFile();
        try {
            if (!Files.exists(file) && settings.sandbox() == Settings.Sandbox.ON) {
                byte[] key = new byte[32];
                random.nextBytes(key);
                DataFolder.writePrivate(file, "k1 " + Base64.getEncoder().encodeToString(key) + System.lineSeparator());
            }
            if (!Files.isReadable(file)) {
                throw SettingValues.malformed("encryption.key-file", "names " + file + ", which can't be read");
            }
            return parse(file, Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw SettingValues.malformed("encryption.key-file", "names " + file + ", which can't be read");
        }
    }

    private static EncryptionKeys parse(Path file, List<String> lines) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(text);
            if (!parts.matches() || keys.put(parts.group(1), Base64.getDecoder().decode(parts.group(2))) != null) {
                throw SettingValues.malformed(
                        "encryption.key-file",
                        "names " + file + ", where each line must be a new id and the base64 of 32 bytes");
            }
        }
        if (keys.isEmpty()) {
            throw SettingValues.malformed("encryption.key-file", "names " + file + ", which holds no key");
        }
        return new EncryptionKeys(keys);
    }

    /**
     * The key that seals from now on.
     *
     * @return its id
     */
    public String activeId() {
        return keys.keySet().iterator().next();
    }

    /**
     * The bytes of a key.
     *
     * @param id as stored beside what it sealed
     * @return a copy of its 32 bytes
     * @throws IllegalArgumentException when the file does not list it
     */
    public byte[] key(String id) {
        byte[] key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("No such encryption key is listed");
        }
        return key.clone();
    }

    /**
     * All listed ids.
     *
     * @return the active one first
     */
    public List<String> ids() {
        return List.copyOf(keys.keySet());
    }
}
