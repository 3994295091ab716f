/** Typed, prefixed identifiers. */
@NullMarked
package io.cardport.domain.id;

import org.jspecify.annotations.NullMarked;
