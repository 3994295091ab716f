package io.cardport.domain.account;

import io.cardport.domain.id.DistributorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A company that gives cards to its own users.
 *
 * @param id our id
 * @param name its name
 * @param accounts our names for the issuer accounts that it may use
 * @param defaultAccount the one it uses where it names none; configuration's default where empty
 * @param signatureRequired whether it must sign its requests
 * @param createdAt when it was made, in database time
 */
public record Distributor(
        DistributorId id,
        String name,
        List<String> accounts,
        Optional<String> defaultAccount,
        boolean signatureRequired,
        Instant createdAt) {
    /** Copies the list. */
    public Distributor {
        accounts = List.copyOf(accounts);
    }
}
