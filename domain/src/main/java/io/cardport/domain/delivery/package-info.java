/** Events on their way to distributors' endpoints. */
@NullMarked
package io.cardport.domain.delivery;

import org.jspecify.annotations.NullMarked;
