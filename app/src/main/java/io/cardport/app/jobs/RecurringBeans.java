package io.cardport.app.jobs;

import io.cardport.app.nodes.ThisNode;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** The recurring jobs of this house. */
@Factory
final class RecurringBeans {
    @Singleton
    RecurringJobs recurring(DataSource database, InstantSource clock, ThisNode node, List<Recurring> jobs) {
        return new RecurringJobs(database, clock, node, node.id(), jobs, RecurringJobs.Pace.USUAL);
    }
}
