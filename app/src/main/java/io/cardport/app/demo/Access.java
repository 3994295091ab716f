package io.cardport.app.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a gateway is and what a distributor and an admin show it.
 *
 * @param url its address, such as {@code http://127.0.0.1:8080}
 * @param apiKey the distributor's {@code X-Api-Key}
 * @param accessKey its {@code X-Access-Key}
 * @param adminToken an admin's bearer token; without one no inbound webhook is shown
 */
public record Access(URI url, String apiKey, String accessKey, Optional<String> adminToken) {
    private static final String FILE = "credentials.env";

    /**
     * Reads the variables {@code CARDPORT_*}.
     *
     * @param variables an environment or the contents of {@code credentials.env}
     * @return nothing unless address and both keys are there
     */
    public static Optional<Access> of(Map<String, String> variables) {
        String url = variables.getOrDefault("CARDPORT_URL", "");
        String apiKey = variables.getOrDefault("CARDPORT_API_KEY", "");
        String accessKey = variables.getOrDefault("CARDPORT_ACCESS_KEY", "");
        if (url.isEmpty() || apiKey.isEmpty() || accessKey.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> token =
                Optional.of(variables.getOrDefault("CARDPORT_ADMIN_TOKEN", "")).filter(text -> !text.isEmpty());
        return Optional.of(new Access(URI.create(url), apiKey, accessKey, token));
    }

    /**
     * Reads {@code DIR/credentials.env}.
     *
     * @param dataFolder the gateway's data folder
     * @return nothing where there is no such file or it lacks something
     * @throws IOException when it can't be read
     */
    public static Optional<Access> of(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return of(values);
    }

    @Override
    public String toString() {
        return "Access[" + url + "]";
    }
}
