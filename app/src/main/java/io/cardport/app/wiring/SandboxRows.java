package io.cardport.app.wiring;

import io.cardport.app.admin.AdminTokens;
import io.cardport.app.boot.SandboxAccess;
import io.cardport.app.boot.SandboxCredentials;
import io.cardport.app.boot.Settings;
import io.cardport.app.security.CredentialHashes;
import io.cardport.domain.account.Actor;
import io.cardport.domain.account.Admin;
import io.cardport.domain.account.ApiKey;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.ManageAdmins;
import io.cardport.domain.usecase.ManageDistributors;
import io.cardport.domain.usecase.RefreshProducts;
import io.cardport.domain.usecase.Result;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandbox's distributor with an account at every configured issuer, and its owner. Its default account is left to
 * {@code distributors.default-provider}, so that changing that changes it.
 */
@Singleton
final class SandboxRows implements SandboxAccess {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxRows.class);
    private static final Actor HOUSE = new Actor.System();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ManageDistributors distributors;
    private final ManageAdmins admins;
    private final Hashing hashing;
    private final UnitOfWork work;
    private final InstantSource clock;
    private final RefreshProducts products;

    /** How credentials are kept. */
    @Singleton
    record Hashing(CredentialHashes keys, AdminTokens tokens) {}

    SandboxRows(
            ManageDistributors distributors,
            ManageAdmins admins,
            Hashing hashing,
            UnitOfWork work,
            InstantSource clock,
            RefreshProducts products) {
        this.distributors = distributors;
        this.admins = admins;
        this.hashing = hashing;
        this.work = work;
        this.clock = clock;
        this.products = products;
    }

    @Override
    public void register(SandboxCredentials credentials, Settings settings) {
        List<String> accounts = settings.providers().stream()
                .map(Settings.ProviderBlock::name)
                .sorted()
                .toList();
        ManageDistributors.Hashes hashes = hashing.keys().of(credentials.apiKey(), credentials.accessKey());
        Optional<ApiKey> known = work.read(stores -> stores.distributors().keyOf(hashes.apiKey(), clock.instant()));
        known.ifPresentOrElse(key -> keepInStep(key.distributor(), accounts), () -> create(accounts, hashes));
        admins.ensure(
                HOUSE,
                new ManageAdmins.Draft(
                        credentials.adminUser(),
                        Admin.Role.OWNER,
                        hashing.tokens().hash(credentials.adminToken())));
        askForProducts(accounts);
    }

    private void keepInStep(DistributorId id, List<String> accounts) {
        boolean same = distributors
                .find(id)
                .filter(distributor -> distributor.accounts().equals(accounts))
                .isPresent();
        if (!same) {
            distributors.update(
                    HOUSE,
                    id,
                    new ManageDistributors.Draft(
                            Optional.empty(), Optional.of(accounts), Optional.empty(), Optional.empty()),
                    new Once.Unkeyed<>());
        }
    }

    private void create(List<String> accounts, ManageDistributors.Hashes hashes) {
        var draft = new ManageDistributors.Draft(
                Optional.of("Sandbox"), Optional.of(accounts), Optional.empty(), Optional.empty());
        if (distributors.create(HOUSE, draft, new Once.Unkeyed<>()) instanceof Result.Settled<?>(var made)
                && made instanceof io.cardport.domain.account.Distributor distributor) {
            distributors.addKey(HOUSE, distributor.id(), hashes, Optional.empty(), new Once.Unkeyed<>());
        }
    }

    /** The first caller of the sandbox is to find products; an issuer that is slow is asked again by the job. */
    private void askForProducts(List<String> accounts) {
        List<Thread> asking = accounts.stream()
                .map(account -> Thread.ofVirtual().start(() -> ask(account)))
                .toList();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread thread : asking) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(String account) {
        try {
            products.handle(account);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "The products of {} could not be asked for: {}",
                    account,
                    failed.getClass().getName());
        }
    }
}
