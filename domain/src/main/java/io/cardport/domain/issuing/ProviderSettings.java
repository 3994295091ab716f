package io.cardport.domain.issuing;

import io.cardport.domain.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account's settings, checked against what its module declares: required ones are there, unknown ones are not,
 * defaults are filled in.
 */
public interface ProviderSettings {
    /**
     * Our name for the account.
     *
     * @return such as {@code acme-sg}
     */
    String account();

    /**
     * Where the issuer's API begins.
     *
     * @return an https address, or http to loopback where that is allowed
     */
    URI baseUrl();

    /**
     * How long a connection may take.
     *
     * @return 3 s unless set
     */
    Duration connectTimeout();

    /**
     * How long an attempt may take.
     *
     * @return 15 s unless set
     */
    Duration deadline();

    /**
     * How many calls a minute the issuer allows.
     *
     * @return calls per minute, empty where nothing is set
     */
    Optional<Integer> rateLimit();

    /**
     * A text.
     *
     * @param name the setting
     * @return its value or default, empty where there is neither
     */
    Optional<String> text(String name);

    /**
     * A secret.
     *
     * @param name the setting
     * @return its value, empty where there is none
     */
    Optional<Secret> secret(String name);

    /**
     * A list of secrets: one text counts as a list of one.
     *
     * @param name the setting
     * @return its values
     */
    List<Secret> secrets(String name);

    /**
     * A list of texts.
     *
     * @param name the setting
     * @return its values
     */
    List<String> list(String name);

    /**
     * A list of blocks, each a map of texts; a list inside a block is joined by commas.
     *
     * @param name the setting
     * @return its blocks
     */
    List<Map<String, String>> blocks(String name);

    /**
     * A flag.
     *
     * @param name the setting
     * @return true only when it is set or defaults to true
     */
    boolean flag(String name);

    /**
     * A duration.
     *
     * @param name the setting
     * @return its value or default, empty where there is neither
     */
    Optional<Duration> duration(String name);
}
