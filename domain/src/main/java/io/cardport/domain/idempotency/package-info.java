/** One key, one effect, one answer. */
@NullMarked
package io.cardport.domain.idempotency;

import org.jspecify.annotations.NullMarked;
