package io.cardport.app.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.id.CardId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private final AtomicLong millis = new AtomicLong(1_469_918_176_385L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

    @Test
    void theTimeStandsInFrontAsInAUlid() {
        // The example of the ULID specification: 1469918176385 is 01ARYZ6S41.
        assertThat(new TimeOrderedIds(clock, new Random(1)).nextBody())
                .startsWith("01aryz6s41")
                .hasSize(26);
    }

    @Test
    void idsGrowWithinAMillisecondAndWhenTimeRunsBack() {
        TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(2));
        List<String> made = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            if (number % 500 == 499) {
                millis.addAndGet(number % 1_000 == 999 ? -5 : 1);
            }
            made.add(ids.nextBody());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made).allMatch(body -> CardId.parse(CardId.PREFIX + body).isPresent());
    }

    @Test
    void noTwoThreadsGetOneId() {
        TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(3));
        Set<String> made = ConcurrentHashMap.newKeySet();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 16; thread++) {
                executor.submit(() -> {
                    for (int number = 0; number < 500; number++) {
                        made.add(ids.nextBody());
                    }
                });
            }
        }

        assertThat(made).hasSize(8_000);
    }
}
