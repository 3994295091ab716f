/** Distributors, callers and audit. */
@NullMarked
package io.cardport.domain.account;

import org.jspecify.annotations.NullMarked;
