package io.cardport.app.webhook;

/** Told when a delivery was stored, so that it is read at once and not at the next look into the inbox. */
public interface NewDeliveries {
    /** A delivery is durable and waits to be read; returns at once. */
    void arrived();

    /** As {@link #arrived}, of one that has to be unpacked first. */
    void packed();
}
