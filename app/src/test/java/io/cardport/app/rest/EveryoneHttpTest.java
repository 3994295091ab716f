package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.boot.TestGateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryoneHttpTest {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void healthTellsOfTheDatabaseAndNothingSecret() {
        HttpResponse<String> ready = gateway.get("/health/readiness");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"database\"").contains("\"UP\"").doesNotContain("jdbc:");
        assertThat(gateway.get("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreForThisMachineOnly() {
        assertThat(gateway.get("/metrics").body()).contains("# TYPE jvm_").contains("hikaricp_connections");
        HttpResponse<String> forwarded = gateway.get("/metrics", "X-Forwarded-For", "203.0.113.9");
        assertThat(forwarded.statusCode()).isEqualTo(401);
        assertThat(forwarded.body()).doesNotContain("jvm_");
    }

    @Test
    void theFrameworksOwnEndpointsAreClosed() {
        for (String path :
                List.of("/beans", "/env", "/loggers", "/routes", "/prometheus", "/stop", "/refresh", "/info")) {
            assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theApiDocumentIsServed() {
        HttpResponse<String> document = gateway.get("/openapi/cardport.yml");

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body())
                .startsWith("openapi: 3.")
                .contains("/problems/{code}")
                .doesNotContain("/offender");
    }

    @Test
    void theDocsPageLoadsFromHereOnly() {
        HttpResponse<String> page = gateway.get("/docs");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("http"));
        List<String> loaded = LOADED.matcher(page.body())
                .results()
                .map(MatchResult::group)
                .map(attribute -> attribute.substring(attribute.indexOf('"') + 1, attribute.length() - 1))
                .filter(address -> !address.startsWith("data:"))
                .toList();
        assertThat(loaded).hasSizeGreaterThanOrEqualTo(3).allSatisfy(address -> {
            assertThat(address).startsWith("/").doesNotStartWith("//");
            assertThat(gateway.get(address).statusCode()).as(address).isEqualTo(200);
        });
    }
}
