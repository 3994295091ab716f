package io.cardport.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks names up on a thread of their own. Netty's default does it on the event loop, where a slow name server would
 * hold up the reset of other sockets at their deadline.
 */
final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {
    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new Names(executor));
    }

    private static final class Names extends InetNameResolver {
        Names(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            lookUp(() -> promise.trySuccess(InetAddress.getByName(host)), promise);
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            lookUp(() -> promise.trySuccess(List.of(InetAddress.getAllByName(host))), promise);
        }

        private interface LookUp {
            void run() throws UnknownHostException;
        }

        private static void lookUp(LookUp step, Promise<?> promise) {
            Thread.ofPlatform().daemon().name("cardport-dns").start(() -> {
                try {
                    step.run();
                } catch (UnknownHostException | SecurityException unknown) {
                    promise.tryFailure(unknown);
                }
            });
        }
    }
}
