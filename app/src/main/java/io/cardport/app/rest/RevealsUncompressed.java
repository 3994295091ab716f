package io.cardport.app.rest;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;

/**
 * Nothing is compressed: beside what a caller can choose, the length of a compressed answer tells of the secrets in it
 * (soundness 29), and the other answers are small.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class RevealsUncompressed implements HttpCompressionStrategy {
    @Override
    public boolean shouldCompress(HttpResponse response) {
        return false;
    }

    @Override
    public int getMaxZstdEncodeSize() {
        return 0;
    }
}
