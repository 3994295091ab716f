package io.cardport.app.security;

import io.cardport.app.boot.AddressRange;
import io.cardport.app.boot.Settings;
import io.cardport.signatures.Target;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller calls this gateway by: the setting {@code public-url}; without it what a trusted proxy forwards; else the
 * address on which the request came in. A header counts only where a trusted proxy wrote it, or where it says of a
 * connection within this machine no more than which of the machine's own names was used.
 */
@Singleton
public final class PublicAddress {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<String> publicUrl;
    private final List<AddressRange> proxies;

    PublicAddress(Settings settings) {
        this.publicUrl = settings.policy().publicUrl().map(URI::toString);
        this.proxies = settings.policy().trustedProxies();
    }

    /**
     * The URI that the caller asked for.
     *
     * @param request what came in
     * @return the URI, empty where it cannot be told
     */
    public Optional<Target> target(HttpRequest<?> request) {
        return target(new OfFramework(request));
    }

    /**
     * The URI that the caller asked for.
     *
     * @param request what came in
     * @return the URI, empty where it cannot be told
     */
    public Optional<Target> target(Asked request) {
        return Target.parse(base(request) + request.pathAndQuery());
    }

    /** A request, as far as it matters here. */
    public interface Asked {
        /**
         * What was asked for.
         *
         * @return path and query as they came
         */
        String pathAndQuery();

        /**
         * Who asked.
         *
         * @return the other end of the connection
         */
        InetSocketAddress from();

        /**
         * Who was asked.
         *
         * @return this end of the connection
         */
        InetSocketAddress at();

        /**
         * The values of a header.
         *
         * @param name in any case
         * @return one for each line
         */
        List<String> header(String name);
    }

    private record OfFramework(HttpRequest<?> request) implements Asked {
        @Override
        public String pathAndQuery() {
            URI asked = request.getUri();
            String path = Optional.ofNullable(asked.getRawPath()).orElse("");
            return path
                    + Optional.ofNullable(asked.getRawQuery())
                            .map(text -> "?" + text)
                            .orElse("");
        }

        @Override
        public InetSocketAddress from() {
            return request.getRemoteAddress();
        }

        @Override
        public InetSocketAddress at() {
            return request.getServerAddress();
        }

        @Override
        public List<String> header(String name) {
            return request.getHeaders().getAll(name);
        }
    }

    private String base(Asked request) {
        return publicUrl.or(() -> forwarded(request)).orElseGet(() -> local(request));
    }

    private Optional<String> forwarded(Asked request) {
        if (proxies.stream().noneMatch(range -> range.covers(request.from().getAddress()))) {
            return Optional.empty();
        }
        Optional<String> scheme = single(request, "X-Forwarded-Proto")
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(Set.of("http", "https")::contains);
        return scheme.flatMap(proto -> single(request, "X-Forwarded-Host").map(host -> proto + "://" + host));
    }

    private static String local(Asked request) {
        InetSocketAddress here = request.at();
        String port = ":" + here.getPort();
        InetAddress address = here.getAddress();
        boolean within = address != null && address.isLoopbackAddress();
        Optional<String> name = single(request, "Host")
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(host -> within && host.endsWith(port))
                .filter(host -> OWN_NAMES.contains(host.substring(0, host.length() - port.length())));
        return "http://" + name.orElse(literal(here) + port);
    }

    private static String literal(InetSocketAddress here) {
        InetAddress address = here.getAddress();
        String text = address == null ? here.getHostString() : address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static Optional<String> single(Asked request, String name) {
        List<String> values = request.header(name);
        return values.size() == 1 && values.getFirst().indexOf(',') < 0
                ? Optional.of(values.getFirst().strip())
                : Optional.empty();
    }
}
