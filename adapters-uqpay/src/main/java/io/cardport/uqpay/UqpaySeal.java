package io.cardport.uqpay;

import io.cardport.domain.id.OperationId;
import io.cardport.http.Seal;
import io.cardport.http.SealedRequest;
import io.cardport.http.Token;
import io.cardport.http.WireRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * The headers of one attempt (section 1.3). An empty {@code x-on-behalf-of} is an error at UQPAY, so it is left out.
 */
record UqpaySeal(Token token, String clientId, Optional<String> onBehalfOf) implements Seal {
    static final String IDEMPOTENCY_KEY = "x-idempotency-key";

    @Override
    public SealedRequest seal(WireRequest unsealed) {
        SealedRequest sealed = SealedRequest.of(unsealed)
                .with("x-auth-token", "Bearer " + token.reveal())
                .with("x-client-id", clientId);
        return onBehalfOf.map(account -> sealed.with("x-on-behalf-of", account)).orElse(sealed);
    }

    /**
     * The idempotency key of an operation: the same for every attempt and every node. A UUID because older pages want one
     * (section 1.3), of version 8 (RFC 9562 section 5.8) because it is made of a digest.
     */
    static String keyOf(OperationId operation, String variant) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("cardport uqpay " + operation.value() + variant).getBytes(StandardCharsets.UTF_8));
            digest[6] = (byte) ((digest[6] & 0x0F) | 0x80);
            digest[8] = (byte) ((digest[8] & 0x3F) | 0x80);
            ByteBuffer bits = ByteBuffer.wrap(digest);
            return new UUID(bits.getLong(), bits.getLong()).toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
