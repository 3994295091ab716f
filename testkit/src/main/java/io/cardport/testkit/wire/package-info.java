/** A proxy that stands between an adapter and an issuer, counts, records and misbehaves. */
@NullMarked
package io.cardport.testkit.wire;

import org.jspecify.annotations.NullMarked;
