/** Tests of the adapter, against published vectors and a simulated issuer. */
@NullMarked
package io.cardport.bananatech;

import org.jspecify.annotations.NullMarked;
