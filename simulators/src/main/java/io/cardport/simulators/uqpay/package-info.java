/** UQPAY Card Issuance API v1.6 as its sheet tells it (providers/uqpay.md); section numbers are that sheet's. */
@NullMarked
package io.cardport.simulators.uqpay;

import org.jspecify.annotations.NullMarked;
