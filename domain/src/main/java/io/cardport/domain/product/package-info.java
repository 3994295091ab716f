/** Card products of an issuer. */
@NullMarked
package io.cardport.domain.product;

import org.jspecify.annotations.NullMarked;
