package io.cardport.app.rest;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.transaction.annotation.Transactional;
import io.swagger.v3.oas.annotations.Hidden;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Does everything that must not reach a caller. */
@Hidden
@Controller("/offender")
@Secured(SecurityRule.IS_ANONYMOUS)
class OffenderController {
    static final String SECRET = "4111111111111111-canary";

    private final DataSource database;

    OffenderController(DataSource database) {
        this.database = database;
    }

    @Introspected
    record Thing(int number) {}

    @Get("/throws")
    String fails() {
        throw new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
    }

    @Get("/problem")
    String problem() {
        throw Problem.of(ProblemCode.CARD_STATE, "The card is closed.")
                .with("state", "CLOSED")
                .with("status", "must not replace the number")
                .at("/amount", "has too many digits")
                .from(new Problem.ProviderWords("E1", "no"))
                .after(Duration.ofMillis(1_500))
                .exception();
    }

    @Post("/things")
    String take(@Body Thing thing) {
        return "took " + thing.number();
    }

    @Get("/query")
    String query(@QueryValue int number) {
        return "took " + number;
    }

    @Get("/thread")
    String thread() {
        return Thread.currentThread().isVirtual() ? "virtual" : "platform";
    }

    @Get("/closed")
    @Secured("owner")
    String closed() {
        return "open";
    }

    @Get("/row")
    @Transactional
    String row() throws SQLException {
        Connection connection = database.getConnection();
        try (ResultSet rows = connection.createStatement().executeQuery("SELECT current_setting('TimeZone')")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
