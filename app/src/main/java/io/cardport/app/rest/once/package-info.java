/** Writes that have their effect once, and the answers that they are given again (draft-ietf-httpapi-idempotency-key-header). */
@NullMarked
package io.cardport.app.rest.once;

import org.jspecify.annotations.NullMarked;
