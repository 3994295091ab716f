package io.cardport.domain.usecase;

import io.cardport.domain.account.Actor;
import io.cardport.domain.account.ApiKey;
import io.cardport.domain.account.AuditEntry;
import io.cardport.domain.account.Distributor;
import io.cardport.domain.account.SigningKey;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.id.KeyId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes and changes distributors and their credentials; each change writes an audit row in its transaction. */
public final class ManageDistributors {
    private final Context context;
    private final Keys keys;

    /**
     * Makes the use case.
     *
     * @param context what it works with
     */
    public ManageDistributors(Context context) {
        this.context = context;
        this.keys = new Keys(context);
    }

    /**
     * What a distributor is to be; what is empty stays as it is, and of a new one takes its default.
     *
     * @param name its name
     * @param accounts our names for the issuer accounts that it may use
     * @param defaultAccount the one it uses where it names none
     * @param signatureRequired whether it must sign its requests
     */
    public record Draft(
            Optional<String> name,
            Optional<List<String>> accounts,
            Optional<String> defaultAccount,
            Optional<Boolean> signatureRequired) {}

    /**
     * Makes a distributor.
     *
     * @param actor who wants it
     * @param draft what it is to be
     * @param once how it is to have its effect once
     * @return the distributor, or which field is wrong
     */
    public Result<Distributor> create(Actor actor, Draft draft, Once<Distributor> once) {
        List<Problem.Fault> faults = faults(draft);
        if (draft.name().isEmpty()) {
            faults.add(new Problem.Fault("/name", "is required"));
        }
        if (!faults.isEmpty()) {
            return new Result.Declined<>(new Problem.InvalidFields(faults));
        }
        Distributor distributor = new Distributor(
                context.ids().distributor(),
                draft.name().orElseThrow(),
                draft.accounts().orElse(List.of()),
                draft.defaultAccount(),
                draft.signatureRequired().orElse(false),
                context.now());
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    stores.distributors().insert(distributor);
                    audit(stores, actor, "distributor.create", distributor.id());
                    return consistent(stores, distributor);
                }));
    }

    /**
     * Changes a distributor.
     *
     * @param actor who wants it
     * @param id which
     * @param draft what is to change
     * @param once how it is to have its effect once
     * @return the distributor, or what is wrong
     */
    public Result<Distributor> update(Actor actor, DistributorId id, Draft draft, Once<Distributor> once) {
        List<Problem.Fault> faults = faults(draft);
        if (!faults.isEmpty()) {
            return new Result.Declined<>(new Problem.InvalidFields(faults));
        }
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    Optional<Distributor> before = stores.distributors().lock(id);
                    if (before.isEmpty()) {
                        return new Result.Declined<>(new Problem.NotFound());
                    }
                    Distributor was = before.get();
                    Distributor after = new Distributor(
                            id,
                            draft.name().orElse(was.name()),
                            draft.accounts().orElse(was.accounts()),
                            draft.defaultAccount().or(was::defaultAccount),
                            draft.signatureRequired().orElse(was.signatureRequired()),
                            was.createdAt());
                    stores.distributors().update(after);
                    audit(stores, actor, "distributor.update", id);
                    return consistent(stores, after);
                }));
    }

    private static Result<Distributor> consistent(Stores stores, Distributor distributor) {
        boolean foreign = distributor
                .defaultAccount()
                .filter(account -> !distributor.accounts().contains(account))
                .isPresent();
        if (foreign) {
            stores.undo();
            return new Result.Declined<>(new Problem.InvalidFields(
                    List.of(new Problem.Fault("/defaultProvider", "must be one of providers"))));
        }
        return new Result.Settled<>(distributor);
    }

    private List<Problem.Fault> faults(Draft draft) {
        List<Problem.Fault> faults = new ArrayList<>();
        int index = 0;
        for (String account : draft.accounts().orElse(List.of())) {
            if (context.providers().find(account).isEmpty()) {
                faults.add(new Problem.Fault("/providers/" + index, "no such provider account is configured"));
            }
            index++;
        }
        return faults;
    }

    /**
     * Lists distributors.
     *
     * @param page which part
     * @return the part, newest first
     */
    public Page<Distributor> list(Page.Request page) {
        return context.work().read(stores -> stores.distributors().list(page));
    }

    /**
     * Finds a distributor.
     *
     * @param id which
     * @return the distributor
     */
    public Optional<Distributor> find(DistributorId id) {
        return context.work().read(stores -> stores.distributors().find(id));
    }

    /**
     * Gives a distributor credentials.
     *
     * @param actor who wants it
     * @param id which distributor
     * @param hashes the keyed hashes of {@code X-Api-Key} and {@code X-Access-Key}, lower-case hex
     * @param expiresAt when they end
     * @param once how it is to have its effect once
     * @return the credentials, or that there is no such distributor
     */
    public Result<ApiKey> addKey(
            Actor actor, DistributorId id, Hashes hashes, Optional<Instant> expiresAt, Once<ApiKey> once) {
        ApiKey key =
                new ApiKey(context.ids().key(), id, hashes.apiKey(), hashes.accessKey(), expiresAt, Optional.empty());
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    if (stores.distributors().find(id).isEmpty()) {
                        return new Result.Declined<>(new Problem.NotFound());
                    }
                    stores.distributors().insertKey(key);
                    audit(stores, actor, "distributor.key.create", id);
                    return new Result.Settled<>(key);
                }));
    }

    /**
     * Keyed hashes of a pair of credentials.
     *
     * @param apiKey of {@code X-Api-Key}, lower-case hex
     * @param accessKey of {@code X-Access-Key}, lower-case hex
     */
    public record Hashes(String apiKey, String accessKey) {}

    /**
     * A public key that is to be registered.
     *
     * @param algorithm its name of RFC 9421 section 6.2.2
     * @param publicKey PEM, checked to be a key of that algorithm
     * @param description what it is called; may be empty
     * @param notBefore from when it may be used
     * @param expiresAt until when it may be used
     */
    public record NewSigningKey(
            String algorithm,
            String publicKey,
            String description,
            Optional<Instant> notBefore,
            Optional<Instant> expiresAt) {}

    /**
     * Registers a public key beside those that are there.
     *
     * @param actor who wants it
     * @param id which distributor
     * @param draft the key
     * @param once how it is to have its effect once
     * @return the key, or that there is no such distributor
     */
    public Result<SigningKey> addSigningKey(Actor actor, DistributorId id, NewSigningKey draft, Once<SigningKey> once) {
        SigningKey key = new SigningKey(
                context.ids().key(),
                id,
                draft.algorithm(),
                draft.publicKey(),
                draft.description(),
                context.now(),
                new SigningKey.Validity(draft.notBefore(), draft.expiresAt(), Optional.empty()));
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    if (stores.distributors().find(id).isEmpty()) {
                        return new Result.Declined<>(new Problem.NotFound());
                    }
                    stores.signingKeys().insert(key);
                    audit(stores, actor, "distributor.key.create", id);
                    return new Result.Settled<>(key);
                }));
    }

    /**
     * Takes credentials of either kind back; they end everywhere within 5 s.
     *
     * @param actor who wants it
     * @param id whose
     * @param key which
     * @param once how it is to have its effect once
     * @return their id, or that there are none
     */
    public Result<KeyId> revokeKey(Actor actor, DistributorId id, KeyId key, Once<KeyId> once) {
        return context.work()
                .write(stores -> keys.within(stores, once, () -> {
                    Optional<KeyId> revoked = stores.distributors()
                            .revoke(id, key, context.now())
                            .map(ApiKey::id)
                            .or(() -> stores.signingKeys()
                                    .revoke(id, key, context.now())
                                    .map(SigningKey::id));
                    revoked.ifPresent(gone -> audit(stores, actor, "distributor.key.revoke", id));
                    return revoked.<Result<KeyId>>map(Result.Settled::new)
                            .orElseGet(() -> new Result.Declined<>(new Problem.NotFound()));
                }));
    }

    private void audit(Stores stores, Actor actor, String action, DistributorId id) {
        stores.audit().append(new AuditEntry(actor, action, Optional.empty(), id.value(), context.now()));
    }
}
