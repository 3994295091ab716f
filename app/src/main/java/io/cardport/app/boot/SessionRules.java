package io.cardport.app.boot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each database session is told, so that the row locks of a vanished node end within 30 s. Needs PostgreSQL 14.
 */
final class SessionRules {
    private SessionRules() {}

    static String on(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ApplicationName", "cardport");
        parameters.put("tcpKeepAlive", "true");
        parameters.put("connectTimeout", "5");
        parameters.put(
                "options",
                "-c%20idle_in_transaction_session_timeout=30s%20-c%20client_connection_check_interval=10s"
                        + "%20-c%20tcp_keepalives_idle=10%20-c%20tcp_keepalives_interval=5%20-c%20tcp_keepalives_count=3");
        StringBuilder whole = new StringBuilder(url);
        parameters.forEach((name, value) -> {
            if (!url.contains("?" + name + "=") && !url.contains("&" + name + "=")) {
                whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return whole.toString();
    }
}
