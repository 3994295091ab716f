package io.cardport.app.delivery;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Turns the name of every new connection into the one address that is connected to, and fails where any address of the
 * name is forbidden. Literals come through here as well. Between this check and the connection nothing is looked up again,
 * so a name that changes its address is caught by its next connection.
 *
 * <p>A look-up has a thread of its own, at most one for each name and a bounded number in all: a name server that hangs
 * holds up those who need the same name, and them only for a while.
 */
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {
    private static final int LOOK_UPS = 256;

    private final Names names;
    private final AddressRules rules;
    private final Duration patience;
    private final Semaphore free = new Semaphore(LOOK_UPS);
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    GuardedResolver(Names names, AddressRules rules, Duration patience) {
        this.names = names;
        this.rules = rules;
        this.patience = patience;
    }

    /** An address of the name may not be called. */
    static final class Forbidden extends IOException {
        private static final long serialVersionUID = 1L;

        Forbidden() {
            super("the address may not be called");
        }
    }

    /** The look-up took too long, or too many others do. */
    static final class NoAnswerInTime extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswerInTime() {
            super("the name was not looked up in time");
        }
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Guarded(executor);
    }

    private CompletableFuture<List<InetAddress>> lookUp(String host) {
        var mine = new CompletableFuture<List<InetAddress>>();
        CompletableFuture<List<InetAddress>> others = running.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        if (!free.tryAcquire()) {
            running.remove(host, mine);
            mine.completeExceptionally(new NoAnswerInTime());
            return mine;
        }
        Thread.ofPlatform().daemon().name("cardport-delivery-dns").start(() -> {
            try {
                List<InetAddress> found = names.addresses(host);
                running.remove(host, mine);
                mine.complete(found);
            } catch (UnknownHostException | RuntimeException unknown) {
                running.remove(host, mine);
                mine.completeExceptionally(unknown);
            } finally {
                free.release();
            }
        });
        return mine;
    }

    private void decide(List<InetAddress> found, int port, Promise<InetSocketAddress> promise) {
        if (found.isEmpty()) {
            promise.tryFailure(new UnknownHostException("the name has no address"));
        } else if (found.stream().anyMatch(address -> rules.judge(address) == AddressRules.Verdict.FORBIDDEN)) {
            promise.tryFailure(new Forbidden());
        } else {
            promise.trySuccess(new InetSocketAddress(found.getFirst(), port));
        }
    }

    private final class Guarded extends AbstractAddressResolver<InetSocketAddress> {
        Guarded(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
        }

        /** Never: what is already an address would be connected to unchecked. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress asked, Promise<InetSocketAddress> promise) {
            InetAddress known = asked.getAddress();
            if (known != null) {
                decide(List.of(known), asked.getPort(), promise);
                return;
            }
            ScheduledFuture<?> late = executor()
                    .schedule(
                            () -> promise.tryFailure(new NoAnswerInTime()), patience.toMillis(), TimeUnit.MILLISECONDS);
            lookUp(asked.getHostString()).whenComplete((found, failure) -> {
                late.cancel(false);
                if (failure != null) {
                    promise.tryFailure(failure);
                } else {
                    decide(found, asked.getPort(), promise);
                }
            });
        }

        @Override
        protected void doResolveAll(InetSocketAddress asked, Promise<List<InetSocketAddress>> promise) {
            Promise<InetSocketAddress> one = executor().newPromise();
            one.addListener(done -> {
                if (done.isSuccess()) {
                    promise.trySuccess(List.of(one.getNow()));
                } else {
                    promise.tryFailure(done.cause());
                }
            });
            doResolve(asked, one);
        }
    }
}
