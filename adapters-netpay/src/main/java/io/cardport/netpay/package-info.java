/** NetPay's Distributor Card API behind the port to issuers. */
@NullMarked
package io.cardport.netpay;

import org.jspecify.annotations.NullMarked;
