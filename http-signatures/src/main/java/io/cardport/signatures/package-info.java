/**
 * HTTP message signatures (RFC 9421) with digests of content and representation (RFC 9530), without a framework.
 *
 * <p>{@link io.cardport.signatures.Signer} makes signatures, {@link io.cardport.signatures.Verifier} checks them
 * against a {@link io.cardport.signatures.VerificationPolicy}. What a policy does not expect is refused, with one of
 * the closed list {@link io.cardport.signatures.Failure}. Everything here is immutable and may be used by many threads.
 */
@NullMarked
package io.cardport.signatures;

import org.jspecify.annotations.NullMarked;
