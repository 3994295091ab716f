package io.cardport.domain.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which URLs an endpoint may have: https, a host, no user, no fragment, at most {@value #LONGEST} characters of ASCII.
 * Whether the host's address may be called is checked when it is called (soundness 27), because it may change.
 */
public enum EndpointUrl {
    /** https only. */
    HTTPS,
    /** Also http to this machine, for the sandbox. */
    HTTPS_OR_LOOPBACK;

    private static final int LONGEST = 2_048;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The rule in words, following a field's name. */
    public static final String RULE =
            "must be an https URL with a host, without user and fragment, of at most 2,048 characters";

    /**
     * Reads a URL.
     *
     * @param text what a caller gave
     * @return the URL, empty where it breaks the rule
     */
    public Optional<URI> read(String text) {
        if (text.length() > LONGEST || !text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            return Optional.empty();
        }
        URI url;
        try {
            url = new URI(text).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
        Optional<String> host = Optional.ofNullable(url.getHost());
        boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null && url.getPort() <= 65_535;
        return host.filter(named -> plain && allows(url, named)).map(named -> url);
    }

    private boolean allows(URI url, String host) {
        String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return switch (this) {
            case HTTPS -> scheme.equals("https");
            case HTTPS_OR_LOOPBACK ->
                scheme.equals("https") || scheme.equals("http") && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        };
    }
}
