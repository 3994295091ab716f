package io.cardport.app.jobs;

import java.time.Duration;
import java.util.List;

/**
 * Something done again and again by one node at a time, whichever comes first: its next time stands in the database, and
 * what a killed node was at is taken up by another.
 */
interface Recurring {
    /** The only instance of what is done for the whole house. */
    List<String> HOUSE = List.of("house");

    /**
     * What it is called in the database.
     *
     * @return the same in every version
     */
    String name();

    /**
     * What it is done for, each at its own times.
     *
     * @return accounts, or {@link #HOUSE}
     */
    List<String> instances();

    /**
     * Does it; a failure brings it back soon.
     *
     * @param instance for what
     * @return how long to rest
     */
    Duration run(String instance);
}
