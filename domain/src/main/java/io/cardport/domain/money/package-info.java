/** Amounts of money. */
@NullMarked
package io.cardport.domain.money;

import org.jspecify.annotations.NullMarked;
