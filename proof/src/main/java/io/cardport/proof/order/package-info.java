/** Every order and repetition of what an issuer says of a card. */
@NullMarked
package io.cardport.proof.order;

import org.jspecify.annotations.NullMarked;
