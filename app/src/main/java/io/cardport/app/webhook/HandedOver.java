package io.cardport.app.webhook;

import io.cardport.domain.usecase.ReceiveWebhook.Reception;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A delivery that was looked at before the framework's router and is to be answered behind it: nothing is verified or
 * stored twice, and every refusal has one form.
 */
final class HandedOver extends DefaultHttpRequest {
    private final CompletionStage<Reception> reception;

    HandedOver(HttpRequest request, CompletionStage<Reception> reception) {
        super(request.protocolVersion(), request.method(), request.uri(), request.headers());
        this.reception = reception;
    }

    /** What became of it already; empty for a request that came to the router first. */
    static Optional<CompletionStage<Reception>> by(io.micronaut.http.HttpRequest<?> request) {
        io.micronaut.http.HttpRequest<?> inner = request;
        while (inner instanceof HttpRequestWrapper<?> wrapper) {
            inner = wrapper.getDelegate();
        }
        return inner instanceof NettyHttpRequest<?> netty && netty.getNativeRequest() instanceof HandedOver handed
                ? Optional.of(handed.reception)
                : Optional.empty();
    }
}
