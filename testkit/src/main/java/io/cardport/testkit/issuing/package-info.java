/** The contract that every adapter of an issuer passes. */
@NullMarked
package io.cardport.testkit.issuing;

import org.jspecify.annotations.NullMarked;
