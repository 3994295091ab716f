package io.cardport.proof.parts;

import io.cardport.domain.card.CardOptions;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Settings;
import io.cardport.simulators.Simulators;
import java.net.URI;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A simulated issuer and the account that we have there.
 *
 * @param name the issuer's name among the simulators
 * @param control finds its strings
 * @param account the adapter's account, at an address
 * @param goods what is bought there
 */
public record Issuer(
        String name,
        Function<Simulators, IssuerControl> control,
        BiFunction<IssuerControl, URI, Adapters.Wanted> account,
        Goods goods) {
    /** Our name for every account. */
    public static final String ACCOUNT = "proof";

    /**
     * What is bought at an issuer.
     *
     * @param product the issuer's id of a product with virtual cards in US dollars
     * @param options what its cards are asked for with
     * @param amount what they are topped up with
     * @param details what a holder must have beside what everybody has; numbers tell holders apart
     */
    public record Goods(
            ProviderRef product, CardOptions options, Money amount, LongFunction<Map<String, String>> details) {}

    /**
     * The settings of a simulator that decides at once.
     *
     * @return for all issuers
     */
    public static Settings prompt() {
        return Settings.quick()
                .with("uqpay", "cancel-delay-ms", 0)
                .with("netpay", "extensions", 1)
                .with("bananatech", "apply-answers-id", 1);
    }
}
