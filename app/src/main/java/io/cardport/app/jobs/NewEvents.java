package io.cardport.app.jobs;

/** Learns that events have come into the feed, so that they need not wait for the next look. */
interface NewEvents {
    /** There is something new. */
    void moved();
}
