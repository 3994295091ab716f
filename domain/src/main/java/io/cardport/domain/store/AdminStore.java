package io.cardport.domain.store;

import io.cardport.domain.account.Admin;
import io.cardport.domain.id.AdminId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Admins. */
public interface AdminStore {
    /**
     * Finds the admin of a token.
     *
     * @param tokenHash HMAC of the token, lower-case hex
     * @return the admin, empty when revoked or missing
     */
    Optional<Admin> byToken(String tokenHash);

    /**
     * Lists admins.
     *
     * @return all of them, oldest first
     */
    List<Admin> list();

    /**
     * Adds an admin.
     *
     * @param admin a new admin
     */
    void insert(Admin admin);

    /**
     * Takes an admin's rights back.
     *
     * @param id which
     * @param now database time
     * @return the admin, empty where there was none
     */
    Optional<Admin> revoke(AdminId id, Instant now);
}
