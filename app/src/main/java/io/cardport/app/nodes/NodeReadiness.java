package io.cardport.app.nodes;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.reactivestreams.Publisher;

/** A node that does not read what others write, such as a key that its key file lacks, is not ready and says which. */
@Singleton
@Readiness
final class NodeReadiness implements HealthIndicator {
    private final ThisNode node;

    NodeReadiness(ThisNode node) {
        this.node = node;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        TreeSet<String> unread = new TreeSet<>(node.unread());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", node.id());
        details.put("unread", unread);
        return Publishers.just(HealthResult.builder("node", unread.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build());
    }
}
