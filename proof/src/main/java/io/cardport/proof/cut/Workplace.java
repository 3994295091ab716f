package io.cardport.proof.cut;

import io.cardport.domain.issuing.IssuingProvider;
import io.cardport.proof.parts.Adapters;
import io.cardport.proof.parts.Issuer;
import io.cardport.proof.parts.Site;
import io.cardport.simulators.IssuerControl;
import io.cardport.simulators.Simulators;
import io.cardport.testkit.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One issuer, the adapter before it and the proxy between the two, all in one time. For one thread. */
final class Workplace implements AutoCloseable {
    private static final List<Cut.Point> POINTS = List.of(Cut.Point.values());
    /** Long for this machine's own network, and short to wait for. */
    static final Duration DEADLINE = Duration.ofSeconds(4);

    private static final long IDS = 100_000;
    private static final int MOST_EXCHANGES = 8;

    private final Issuer issuer;
    private final IssuerControl control;
    private final SettableClock clock;
    private final CuttingProxy proxy;
    private final Site base;
    private final RandomGenerator random;
    private final Map<Act, Integer> exchanges = new EnumMap<>(Act.class);
    private final Map<Act, Integer> planned = new EnumMap<>(Act.class);

    Workplace(Issuer issuer, Simulators simulators, SettableClock clock, RandomGenerator random) {
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
        this.control = issuer.control().apply(simulators);
        this.proxy = new CuttingProxy(URI.create(control.url()));
        IssuingProvider provider = Adapters.build(issuer.account().apply(control, proxy.baseUrl()), clock, DEADLINE);
        this.base = Site.open(issuer.goods(), provider, clock, 1);
    }

    Issuer issuer() {
        return issuer;
    }

    CuttingProxy proxy() {
        return proxy;
    }

    IssuerControl control() {
        return control;
    }

    /** A site of its own before an issuer that has nothing. */
    Site fresh(long number) {
        control.reset();
        return base.forked((number + 1) * IDS);
    }

    /** Every exchange of an act in turn, at every point in turn, ended in both ways. */
    Optional<Cut> plan(Act act) {
        int known = exchanges.getOrDefault(act, 0);
        if (known == 0) {
            return Optional.empty();
        }
        int number = planned.merge(act, 1, Integer::sum);
        int exchange = 1 + number / POINTS.size() % known;
        return Optional.of(new Cut(exchange, POINTS.get(number % POINTS.size()), random.nextDouble(), ending()));
    }

    private Cut.Ending ending() {
        return random.nextBoolean() ? Cut.Ending.CLOSED : Cut.Ending.RESET;
    }

    /** Now and then a look that is to settle something is cut too. */
    Optional<Cut> planLook() {
        return random.nextInt(3) == 0
                ? Optional.of(new Cut(
                        1 + random.nextInt(3),
                        POINTS.get(random.nextInt(POINTS.size())),
                        random.nextDouble(),
                        ending()))
                : Optional.empty();
    }

    /** How many exchanges an act takes shows where none was cut; the first time of each therefore is none. */
    void learn(Act act, Optional<Cut> cut) {
        if (cut.isEmpty() || !proxy.fired()) {
            exchanges.merge(act, Math.min(proxy.exchanges(), MOST_EXCHANGES), Math::max);
        }
    }

    /** Lets time pass, at the issuer too. */
    void pass(Duration time) throws InterruptedException {
        clock.advance(time);
        // Any call lets the issuer look at its clock.
        control.requests();
        Thread.sleep(1);
    }

    @Override
    public void close() {
        proxy.close();
    }
}
