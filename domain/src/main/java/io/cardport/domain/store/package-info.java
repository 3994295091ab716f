/** Outbound ports to the database. */
@NullMarked
package io.cardport.domain.store;

import org.jspecify.annotations.NullMarked;
