/** @Name@ behind the port. */
@NullMarked
package io.cardport.@package@;

import org.jspecify.annotations.NullMarked;
