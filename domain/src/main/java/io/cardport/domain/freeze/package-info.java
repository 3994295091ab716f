/** Standing orders that no card of a set is to be used. */
@NullMarked
package io.cardport.domain.freeze;

import org.jspecify.annotations.NullMarked;
