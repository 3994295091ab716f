/** The port to an issuer: what every adapter implements. */
@NullMarked
package io.cardport.domain.issuing;

import org.jspecify.annotations.NullMarked;
