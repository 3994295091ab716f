package io.cardport.app.boot;

import java.nio.file.Path;
import java.util.Optional;

/** What a person sees on the terminal once the gateway listens. */
final class Announcement {
    private Announcement() {}

    static void print(String url, Optional<Path> credentials, Gateway.Login login, long began) {
        long millis = (System.nanoTime() - began) / 1_000_000;
        StringBuilder text = new StringBuilder("\nCardport is ready (%.1f s).%n".formatted(millis / 1000.0));
        line(text, "API", url + "/v1");
        line(text, "Docs", url + "/docs");
        line(text, "Readiness", url + "/health/readiness");
        line(text, "Metrics", url + "/metrics");
        line(text, "Database", login.url());
        credentials.ifPresent(file -> {
            line(text, "Credentials", file.toString());
            text.append("""

                    A first call:
                      . '%s'
                      curl -s "$CARDPORT_URL/v1/providers" -H "X-Api-Key: $CARDPORT_API_KEY" -H "X-Access-Key: $CARDPORT_ACCESS_KEY"
                    """.formatted(file.toString().replace("'", "'\\''")));
        });
        if (credentials.isEmpty()) {
            text.append("\nA first call:\n  curl -s ").append(url).append("/health/readiness\n");
        }
        System.out.println(text);
        System.out.flush();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  %-12s %s%n".formatted(name, value));
    }
}
