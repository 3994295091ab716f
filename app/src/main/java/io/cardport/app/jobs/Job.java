package io.cardport.app.jobs;

/** Work in the background that begins with the first request and ends before the database does. */
interface Job extends AutoCloseable {
    /** Begins; called once. */
    void start();

    /** Begins nothing more and lets what was begun end. */
    @Override
    void close();
}
