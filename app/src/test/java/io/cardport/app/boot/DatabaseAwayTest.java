package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAwayTest {
    private static final Path PROGRAMS = Path.of("target", "test-postgres").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void anAnswerSaysWhenToComeBackAndReadinessIsLost() throws Exception {
        DataFolder.createPrivate(PROGRAMS);
        LocalPostgres server = LocalPostgres.start(folder, PROGRAMS, new SecureRandom());
        Gateway.Login login = new Gateway.Login(server.url(), server.username(), server.password());
        try (TestGateway gateway = TestGateway.start(Map.of(), login)) {
            assertThat(gateway.get("/offender/row").statusCode()).isEqualTo(200);
            server.close();

            HttpResponse<String> answer = gateway.get("/offender/row");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("\"code\":\"temporarily_unavailable\"")
                    .doesNotContain("jdbc");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            HttpResponse<String> readiness = gateway.get("/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("\"DOWN\"");
            assertThat(gateway.get("/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theHouseGoesByTheDatabasesTime() throws Exception {
        DataSource database = TestPostgres.fresh();
        try (DatabaseClock clock = new DatabaseClock(database);
                Connection connection = database.getConnection()) {
            InstantSource time = clock;
            Instant before = time.instant();
            try (ResultSet rows = connection.createStatement().executeQuery("SELECT clock_timestamp()")) {
                rows.next();
                Instant said = rows.getObject(1, OffsetDateTime.class).toInstant();
                assertThat(said)
                        .isBetween(
                                before.minus(Duration.ofSeconds(5)),
                                time.instant().plusSeconds(5));
            }
            assertThat(time.instant()).isAfterOrEqualTo(before);
        }
    }
}
