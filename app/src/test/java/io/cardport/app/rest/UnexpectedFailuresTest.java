package io.cardport.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.store.StoreUnavailable;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class UnexpectedFailuresTest {
    @Test
    void aConnectionThatThePoolHadClosedMeansThatTheDatabaseIsAway() {
        SQLException closed = new SQLException("Connection is closed");
        assertThat(UnexpectedFailures.isDatabaseAway(new IllegalStateException(closed)))
                .isTrue();
        assertThat(UnexpectedFailures.isDatabaseAway(new StoreUnavailable(closed)))
                .isTrue();
    }

    @Test
    void aMistakeOfOursDoesNot() {
        assertThat(UnexpectedFailures.isDatabaseAway(new SQLException("syntax", "42601")))
                .isFalse();
        assertThat(UnexpectedFailures.isDatabaseAway(new IllegalStateException()))
                .isFalse();
    }
}
