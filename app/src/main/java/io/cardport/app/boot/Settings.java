package io.cardport.app.boot;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was configured, checked: no part of the gateway reads another source. A bean of the application.
 *
 * @param listen where requests come in
 * @param dataFolder an absolute folder for whatever the gateway keeps outside the database
 * @param database which PostgreSQL
 * @param sandbox whether the simulated issuers are part of this gateway
 * @param providers the issuer accounts in the order they were written; a block's own keys are checked by its module
 * @param encryptionKeyFile the file of {@link EncryptionKeys}
 * @param policy what the use cases go by
 */
public record Settings(
        Listen listen,
        Path dataFolder,
        Database database,
        Sandbox sandbox,
        List<ProviderBlock> providers,
        Path encryptionKeyFile,
        Policy policy) {

    /** Whether simulated issuers are run. */
    public enum Sandbox {
        /** They are started, found again and listed as accounts. */
        ON,
        /** Only configured accounts exist. */
        OFF
    }

    /**
     * The address that is listened on.
     *
     * @param host an address or name; loopback unless told otherwise
     * @param port 0 lets the system choose
     */
    public record Listen(String host, int port) {}

    /** The PostgreSQL that holds all state. */
    public sealed interface Database {
        /** The gateway's own server under the data folder. */
        record Embedded() implements Database {}

        /**
         * A server that somebody else runs, 14 or later.
         *
         * @param url a {@code jdbc:postgresql:} URL
         * @param username the role to log in as; empty where the URL names it
         * @param password empty where the URL or the server needs none
         */
        record Outside(String url, String username, String password) implements Database {
            @Override
            public String toString() {
                return "Outside[]";
            }
        }
    }

    /**
     * One issuer account. {@code toString} shows the name and kind only, because values may be secrets.
     *
     * @param name our name for the account
     * @param kind which provider module reads it
     * @param values the block's keys without {@code kind}: texts, numbers, booleans, lists and nested maps as YAML has
     *     them, placeholders filled
     */
    public record ProviderBlock(String name, String kind, Map<String, Object> values) {
        @Override
        public String toString() {
            return "ProviderBlock[" + name + ", " + kind + "]";
        }
    }

    /**
     * Waiting for decisions that no webhook brings.
     *
     * @param initialDelay before the first look
     * @param maxDelay the longest time between two looks
     * @param giveUpAfter when a wait counts as expired
     * @param missedWebhooks how often issuers are asked for webhooks that never came
     */
    public record Polling(Duration initialDelay, Duration maxDelay, Duration giveUpAfter, Duration missedWebhooks) {}

    /**
     * Outgoing webhooks.
     *
     * @param maxAge how long a delivery is retried
     * @param timeout for one attempt as a whole
     */
    public record Deliveries(Duration maxAge, Duration timeout) {}

    /**
     * What the use cases go by.
     *
     * @param defaultProvider for every distributor without one of its own
     * @param polling the schedule of accounts without one of their own
     * @param publicUrl what callers sign and links are built from, without a slash at its end
     * @param trustedProxies whose forwarded headers count
     * @param fourEyes actions that need a second person
     * @param deliveries outgoing webhooks
     */
    public record Policy(
            Optional<String> defaultProvider,
            Polling polling,
            Optional<URI> publicUrl,
            List<AddressRange> trustedProxies,
            Set<String> fourEyes,
            Deliveries deliveries) {}
}
