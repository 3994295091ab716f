package io.cardport.app.rest.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.domain.holder.Documents;
import java.util.List;

/**
 * A body that was received whole.
 *
 * @param tree its fields
 * @param documents its files
 * @param canonical what tells it from any other body, for its fingerprint
 * @param spools what holds the files; closed with this
 */
public record Received(ObjectNode tree, Documents documents, List<String> canonical, AutoCloseable spools)
        implements AutoCloseable {
    /** Copies the list. */
    public Received {
        canonical = List.copyOf(canonical);
    }

    /** Destroys the files. */
    @Override
    public void close() {
        try {
            spools.close();
        } catch (Exception gone) {
            throw new IllegalStateException("a spool can't be closed", gone);
        }
    }

    /** May hold secrets. */
    @Override
    public String toString() {
        return "Received[•••]";
    }
}
