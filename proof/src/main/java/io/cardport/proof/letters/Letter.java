package io.cardport.proof.letters;

import io.cardport.domain.webhook.RawDelivery;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A webhook on its way.
 *
 * @param target the address that it goes to, where the scheme signs it
 * @param headers names in lower case
 * @param body the bytes, not to be changed
 * @param at when it arrives
 */
public record Letter(Optional<URI> target, Map<String, List<String>> headers, byte[] body, Instant at) {
    /** Copies the headers. */
    public Letter {
        headers = Map.copyOf(headers);
    }

    /**
     * A letter without an address.
     *
     * @param headers one value a name, names in lower case
     * @param body the bytes
     * @param at when it arrives
     * @return the letter
     */
    public static Letter of(Map<String, String> headers, byte[] body, Instant at) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Letter(Optional.empty(), lists, body, at);
    }

    /**
     * The letter at the gateway's door.
     *
     * @param account our name for the account whose address it came to
     * @return what the adapter gets
     */
    public RawDelivery raw(String account) {
        return new RawDelivery(account, target, headers, body, at);
    }

    /**
     * The one value of a header.
     *
     * @param name in lower case
     * @return the first value; empty text where there is none
     */
    public String header(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /**
     * The letter with another header.
     *
     * @param name in lower case
     * @param values none removes it
     * @return another letter
     */
    public Letter with(String name, List<String> values) {
        Map<String, List<String>> changed = new HashMap<>(headers);
        if (values.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, List.copyOf(values));
        }
        return new Letter(target, changed, body, at);
    }

    /**
     * The letter with a further line of a header.
     *
     * @param name in lower case
     * @param value what stands there too
     * @return another letter
     */
    public Letter and(String name, String value) {
        List<String> values = new ArrayList<>(headers.getOrDefault(name, List.of()));
        values.add(value);
        return with(name, values);
    }

    /**
     * The letter with other bytes.
     *
     * @param other the bytes
     * @return another letter
     */
    public Letter with(byte[] other) {
        return new Letter(target, headers, other, at);
    }

    /**
     * The letter at another time.
     *
     * @param other when it arrives
     * @return another letter
     */
    public Letter arriving(Instant other) {
        return new Letter(target, headers, body, other);
    }

    /**
     * The letter to another address.
     *
     * @param other where it goes
     * @return another letter
     */
    public Letter to(URI other) {
        return new Letter(Optional.of(other), headers, body, at);
    }
}
