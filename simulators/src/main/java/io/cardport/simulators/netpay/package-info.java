/** NetPay's Distributor Card API as its sheet tells it (providers/netpay.md); section numbers are that sheet's. */
@NullMarked
package io.cardport.simulators.netpay;

import org.jspecify.annotations.NullMarked;
