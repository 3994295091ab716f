package io.cardport.domain.store;

import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.operation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who did what, written in the transaction of the change; only ever added to. */
public interface AuditTrail {
    /**
     * Adds an entry.
     *
     * @param entry who did what
     */
    void append(AuditEntry entry);

    /**
     * Lists entries.
     *
     * @param page which part
     * @return the part, newest first
     */
    Page<Recorded> list(Page.Request page);

    /**
     * Lists what was done to one thing.
     *
     * @param subject to what
     * @param limit how many at most
     * @return the entries, newest first
     */
    default List<Recorded> about(Subject subject, int limit) {
        List<Recorded> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Recorded> page = list(new Page.Request(100, after));
            page.data().stream()
                    .filter(recorded ->
                            recorded.entry().subject().filter(subject::equals).isPresent())
                    .limit(limit - found.size())
                    .forEach(found::add);
            after = page.next();
        } while (after.isPresent() && found.size() < limit);
        return List.copyOf(found);
    }

    /**
     * An entry as it was written.
     *
     * @param id its place, growing
     * @param entry who did what
     */
    record Recorded(String id, AuditEntry entry) {}
}
