package io.cardport.app.wiring;

import io.cardport.app.boot.SettingValues;
import io.cardport.app.boot.Settings;
import io.cardport.app.boot.Settings.ProviderBlock;
import io.cardport.app.health.IssuerCalls;
import io.cardport.app.health.IssuerCircuits;
import io.cardport.app.jobs.CallLimits;
import io.cardport.app.sealing.KeyedHash;
import io.cardport.domain.issuing.IssuingProviderModule;
import io.cardport.domain.issuing.IssuingProviderModule.Built;
import io.cardport.domain.issuing.ProviderAccount;
import io.cardport.domain.issuing.ProviderDirectory;
import io.cardport.domain.issuing.Surroundings;
import io.cardport.http.Circuits;
import io.cardport.http.Journal;
import io.cardport.http.RateBudget;
import io.cardport.http.RateBudgets;
import io.cardport.http.TokenKey;
import io.cardport.http.TokenStore;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The accounts of {@code cardport.providers}, each built by the module of its kind. Made with the application, so that
 * whatever is wrong with an account stops the start.
 */
@Context
public final class ConfiguredProviders implements ProviderDirectory, CallLimits {
    private final Map<String, ProviderAccount> accounts = new TreeMap<>();
    private final Map<String, Integer> rateLimits = new TreeMap<>();
    private final Map<String, RateBudget> looks = new TreeMap<>();
    private final Optional<String> defaultAccount;

    /**
     * Builds all accounts; no issuer is called.
     *
     * @param settings what was configured
     * @param clock database time
     * @param beans where what is lent to adapters is found
     * @param calls what notes the adapters' calls
     * @param circuits what keeps calls from an issuer that fails
     * @throws io.cardport.app.boot.StartRefused naming the first setting that is wrong
     */
    public ConfiguredProviders(
            Settings settings, InstantSource clock, BeanContext beans, IssuerCalls calls, IssuerCircuits circuits) {
        Map<String, IssuingProviderModule> modules = ServiceLoader.load(IssuingProviderModule.class).stream()
                .map(Provider::get)
                .collect(Collectors.toMap(
                        IssuingProviderModule::kind, module -> module, (one, other) -> one, TreeMap::new));
        for (ProviderBlock block : settings.providers()) {
            add(block, modules, settings, account -> {
                looks(block, account, beans).ifPresent(half -> looks.put(block.name(), half));
                Lending lending = new Lending(
                        beans, calls.journalOf(block.name()), circuits.of(block.name()), budget(block, account, beans));
                return new Surroundings(clock, lending);
            });
        }
        this.defaultAccount = settings.policy().defaultProvider();
        defaultAccount.filter(name -> !accounts.containsKey(name)).ifPresent(name -> {
            throw SettingValues.malformed("distributors.default-provider", "names no account of providers");
        });
    }

    private void add(
            ProviderBlock block,
            Map<String, IssuingProviderModule> modules,
            Settings settings,
            Function<AccountSettings, Surroundings> surroundings) {
        String prefix = "providers." + block.name() + ".";
        IssuingProviderModule module = Optional.ofNullable(modules.get(block.kind()))
                .orElseThrow(() -> SettingValues.malformed(
                        prefix + "kind", "must be one of " + String.join(", ", modules.keySet())));
        AccountSettings account = AccountSettings.read(
                block,
                module.settings(),
                settings.policy().polling(),
                settings.sandbox() == Settings.Sandbox.ON
                        ? AccountSettings.PlainHttp.TO_LOOPBACK
                        : AccountSettings.PlainHttp.WHERE_ALLOWED);
        switch (module.build(account, surroundings.apply(account))) {
            case Built.Ready(var provider) ->
                accounts.put(block.name(), new ProviderAccount(block.name(), provider, account.timing()));
            case Built.Misconfigured(String setting, String sentence) ->
                throw SettingValues.malformed(prefix + setting, predicate(setting, sentence));
        }
        account.rateLimit().ifPresent(limit -> rateLimits.put(block.name(), limit));
    }

    private static Optional<RateBudget> budget(ProviderBlock block, AccountSettings account, BeanContext beans) {
        return account.rateLimit()
                .flatMap(limit -> beans.findBean(RateBudgets.class)
                        .map(budgets -> budgets.of(
                                new TokenKey(block.kind(), account.baseUrl(), client(block, account, beans)), limit)));
    }

    /** A budget of its own beside the whole one, shared by all nodes as that is. */
    private static Optional<RateBudget> looks(ProviderBlock block, AccountSettings account, BeanContext beans) {
        return account.rateLimit()
                .flatMap(limit -> beans.findBean(RateBudgets.class)
                        .map(budgets -> budgets.of(
                                new TokenKey(block.kind() + " looks", account.baseUrl(), client(block, account, beans)),
                                CallLimits.half(limit))));
    }

    /** As whom the issuer counts us. An API key is a secret, so its hash stands for it, the same on all nodes. */
    private static String client(ProviderBlock block, AccountSettings account, BeanContext beans) {
        return account.text("client-id")
                .or(() -> account.text("merchant-id"))
                .or(() -> account.text("api-key")
                        .map(key -> beans.getBean(KeyedHash.class).of("issuer-client", key)))
                .orElse(block.name());
    }

    /** Modules say either a whole sentence, which names the setting, or what follows the setting's name. */
    private static String predicate(String setting, String sentence) {
        String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return text.startsWith(setting + " ") ? text.substring(setting.length() + 1) : text;
    }

    @Override
    public Optional<ProviderAccount> find(String account) {
        return Optional.ofNullable(accounts.get(account));
    }

    @Override
    public List<ProviderAccount> all() {
        return List.copyOf(accounts.values());
    }

    @Override
    public Optional<String> defaultAccount() {
        return defaultAccount;
    }

    @Override
    public Optional<Integer> perMinute(String account) {
        return Optional.ofNullable(rateLimits.get(account));
    }

    @Override
    public RateBudget looks(String account) {
        return Optional.ofNullable(looks.get(account)).orElseGet(RateBudget::unlimited);
    }

    /** Tokens and budgets live in the database, because an issuer counts and knows a client, not a node (soundness 17). */
    private record Lending(BeanContext beans, Journal journal, Circuits circuits, Optional<RateBudget> budget)
            implements Surroundings.Lent {
        @Override
        public <T> Optional<T> find(Class<T> type) {
            if (type == Journal.class) {
                return Optional.of(type.cast(journal));
            }
            if (type == Circuits.class) {
                return Optional.of(type.cast(circuits));
            }
            if (type == RateBudget.class) {
                return budget.map(type::cast);
            }
            return type == TokenStore.class ? beans.findBean(type) : Optional.empty();
        }
    }
}
