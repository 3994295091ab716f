/** Tests of the adapter, against published vectors and a simulated issuer. */
@NullMarked
package io.cardport.uqpay;

import org.jspecify.annotations.NullMarked;
