package io.cardport.app.rest.view;

import io.cardport.domain.card.Card.Times;
import java.time.Instant;

/**
 * Where a resource is in its life.
 *
 * @param version counts its changes
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 */
public record VersionView(long version, Instant createdAt, Instant updatedAt) {
    static VersionView of(Times times) {
        return new VersionView(times.version(), times.createdAt(), times.updatedAt());
    }
}
