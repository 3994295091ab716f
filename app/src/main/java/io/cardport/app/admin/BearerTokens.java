package io.cardport.app.admin;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.domain.account.Admin;
import io.cardport.domain.account.Admin.Role;
import io.cardport.domain.usecase.ManageAdmins;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Knows admins by {@code Authorization: Bearer}, on the admin API and the metrics only. The token is looked up by its
 * keyed hash, so that how long it takes tells nothing about it.
 */
@Singleton
final class BearerTokens implements AuthenticationFetcher<HttpRequest<?>> {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 200;

    private final ManageAdmins admins;
    private final AdminTokens tokens;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final FailedAttempts failures = new FailedAttempts();

    BearerTokens(
            ManageAdmins admins,
            AdminTokens tokens,
            InstantSource clock,
            @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.admins = admins;
        this.tokens = tokens;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        String path = request.getPath();
        Optional<String> token =
                path.startsWith("/admin/") || path.equals("/metrics") ? token(request) : Optional.empty();
        if (token.isEmpty()) {
            return Mono.empty();
        }
        return Mono.fromCallable(() -> known(request, token.get()))
                .subscribeOn(Schedulers.fromExecutor(threads))
                .flatMap(Mono::justOrEmpty);
    }

    private static Optional<String> token(HttpRequest<?> request) {
        List<String> headers = request.getHeaders().getAll("Authorization");
        return headers.size() == 1
                        && headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        && headers.getFirst().length() <= LONGEST
                ? Optional.of(headers.getFirst().substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private Optional<Authentication> known(HttpRequest<?> request, String token) {
        String hash = tokens.hash(token);
        Optional<Admin> admin = admins.byToken(hash);
        if (admin.isEmpty()) {
            InetAddress address = request.getRemoteAddress().getAddress();
            String from = address == null ? "" : address.getHostAddress();
            return switch (failures.failed(hash + " " + from, clock.instant())) {
                case REFUSE -> Optional.empty();
                case SLOW_DOWN ->
                    throw Problem.of(ProblemCode.RATE_LIMITED)
                            .after(Duration.ofMinutes(1))
                            .exception();
            };
        }
        return admin.map(BearerTokens::authentication);
    }

    private static Authentication authentication(Admin admin) {
        List<String> roles = Arrays.stream(Role.values())
                .filter(role -> role.compareTo(admin.role()) <= 0)
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
        return Authentication.build(admin.id().value(), roles);
    }
}
