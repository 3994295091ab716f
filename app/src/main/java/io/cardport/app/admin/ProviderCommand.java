package io.cardport.app.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./cardport provider …}: arranges something with an issuer, through the gateway that runs. */
public final class ProviderCommand {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int USAGE = 2;

    private ProviderCommand() {}

    /**
     * What is asked for.
     *
     * @param path of the admin API
     * @param body its body
     * @param data the gateway's data folder, for its address and an admin's token
     */
    record Asked(String path, Map<String, String> body, Path data) {
        /** Reads the words of the command; nothing where they are no command. */
        static Optional<Asked> parse(String... args) {
            List<String> words = new ArrayList<>();
            Map<String, String> flags = new HashMap<>();
            for (int at = 0; at < args.length; at++) {
                String word = args[at];
                int equals = word.indexOf('=');
                if (!word.startsWith("--")) {
                    words.add(word);
                } else if (equals > 0) {
                    flags.put(word.substring(2, equals), word.substring(equals + 1));
                } else if (at + 1 < args.length) {
                    at++;
                    flags.put(word.substring(2), args[at]);
                } else {
                    return Optional.empty();
                }
            }
            Path data = Path.of(Optional.ofNullable(flags.remove("data")).orElse(".cardport"));
            Optional<String> url = Optional.ofNullable(flags.remove("url"));
            if (words.size() != 2 || !flags.isEmpty() || !words.get(1).matches("[a-z0-9-]{1,64}")) {
                return Optional.empty();
            }
            String path = "/admin/v1/providers/" + words.get(1) + "/" + words.getFirst();
            return switch (words.getFirst()) {
                case "register-key" -> url.isEmpty() ? Optional.of(new Asked(path, Map.of(), data)) : Optional.empty();
                case "register-webhooks" -> url.map(address -> new Asked(path, Map.of("url", address), data));
                default -> Optional.empty();
            };
        }
    }

    /**
     * Runs the command; exit code 0 only if the issuer took it.
     *
     * @param args {@code register-key ACCOUNT} or {@code register-webhooks ACCOUNT --url URL}, with {@code --data DIR}
     * @throws InterruptedException when the main thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        Optional<Asked> asked = Asked.parse(args);
        if (asked.isEmpty()) {
            System.err.println("cardport: The commands are ./cardport provider register-key ACCOUNT [--data DIR] and"
                    + " ./cardport provider register-webhooks ACCOUNT --url URL [--data DIR].");
            System.exit(USAGE);
            return;
        }
        System.exit(run(asked.get(), System.getenv()));
    }

    private static int run(Asked asked, Map<String, String> environment) throws InterruptedException {
        try {
            Map<String, String> known = new HashMap<>(fromFolder(asked.data()));
            known.putAll(environment);
            String url = known.getOrDefault("CARDPORT_URL", "");
            String token = known.getOrDefault("CARDPORT_ADMIN_TOKEN", "");
            if (url.isEmpty() || token.isEmpty()) {
                System.err.println("cardport: CARDPORT_URL and CARDPORT_ADMIN_TOKEN must be set, or stand in "
                        + asked.data().resolve("credentials.env") + ".");
                return USAGE;
            }
            return show(send(URI.create(url).resolve(asked.path()), token, asked.body()));
        } catch (IOException | IllegalArgumentException away) {
            System.err.println("cardport: No gateway answers: is it running?");
            return 1;
        }
    }

    private static Map<String, String> fromFolder(Path data) throws IOException {
        Path file = data.resolve("credentials.env");
        Map<String, String> values = new HashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return values;
    }

    private static HttpResponse<String> send(URI address, String token, Map<String, String> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int show(HttpResponse<String> answer) throws IOException {
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() == 200) {
            body.properties()
                    .forEach(field -> System.out.println(
                            field.getKey() + ": " + field.getValue().asText()));
            return 0;
        }
        System.err.println("cardport: " + body.path("title").asText("The gateway refused it.") + " "
                + body.path("detail").asText(""));
        return 1;
    }
}
