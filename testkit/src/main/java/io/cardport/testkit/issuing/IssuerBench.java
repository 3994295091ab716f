package io.cardport.testkit.issuing;

import io.cardport.domain.card.CardOptions;
import io.cardport.domain.issuing.IssueCommand.ProductAtProvider;
import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.money.Money;
import io.cardport.testkit.wire.FaultProxy;
import io.cardport.testkit.wire.Traffic;
import io.cardport.testkit.wire.WireFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An adapter, its issuer (a simulator), a proxy between the two, and the strings to pull at the issuer. Deadlines are long
 * enough for a loaded machine and short enough to wait for once: about 5 s.
 */
public interface IssuerBench extends AutoCloseable {
    /**
     * The adapter under test.
     *
     * @return a provider whose base URL is the proxy's
     */
    IssuingProvider provider();

    /**
     * The proxy.
     *
     * @return what stands between adapter and issuer
     */
    FaultProxy proxy();

    /**
     * A product of which virtual cards can be made.
     *
     * @return the issuer's id, type and currency
     */
    ProductAtProvider product();

    /**
     * What a card is asked for with.
     *
     * @return with an initial load where the product wants one
     */
    CardOptions options();

    /**
     * What a holder must have beside what everybody has.
     *
     * @param number tells holders apart
     * @return details by the names that the product's required fields give, without {@code details.}
     */
    default Map<String, String> details(long number) {
        return Map.of();
    }

    /**
     * An amount that cards of the product can be topped up with.
     *
     * @return in the product's currency
     */
    Money amount();

    /**
     * Lets the issuer approve a holder now, and returns when it has.
     *
     * @param holder the issuer's id of the holder
     */
    void approve(ProviderRef holder);

    /**
     * Lets the issuer finish what it does with a card and its orders, and returns when it has.
     *
     * @param card the issuer's id of the card
     */
    void settle(ProviderRef card);

    /** Empties our float at the issuer. */
    void drain();

    /** Takes back what {@link #drain} and the last fault did. */
    void calm();

    /**
     * An id in the issuer's form that it does not know.
     *
     * @return always another one, or always the same
     */
    ProviderRef unknown();

    /**
     * The cards that the issuer has.
     *
     * @param holder the issuer's id of the holder
     * @return the issuer's ids, read from the issuer itself and not through the adapter
     */
    Set<ProviderRef> cardsOf(ProviderRef holder);

    /**
     * Makes a subject ready for an act that the contract cannot prepare by itself, such as activating a physical card.
     *
     * @param act what is to be done
     * @param subject a holder who is approved and a virtual card that is active
     * @return what the act is about
     */
    Subject prepare(Act act, Subject subject);

    /**
     * The header that carries the issuer's idempotency key.
     *
     * @return its name; empty where the issuer has none
     */
    Optional<String> idempotencyHeader();

    /**
     * Tells calls that an adapter makes on its own, such as fetching a token, from those that an act is about.
     *
     * @param traffic a request
     * @return whether it belongs to an act
     */
    boolean belongsToAct(Traffic traffic);

    /**
     * How the issuer words that the credentials have ended.
     *
     * @return an answer
     */
    WireFault.Answer authExpired();

    /**
     * How the issuer words that its rate limit is used up.
     *
     * @return an answer
     */
    WireFault.Answer rateLimited();

    /**
     * Credentials that may be seen nowhere.
     *
     * @return keys, secrets, tokens
     */
    List<String> secrets();

    /**
     * The file to which the test's logging writes everything, down to TRACE.
     *
     * @return its path
     */
    Path log();

    @Override
    void close();
}
