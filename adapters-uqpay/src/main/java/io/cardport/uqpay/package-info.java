/** UQPAY Card Issuance API v1.6. Section numbers in comments are those of the fact sheet on UQPAY. */
@NullMarked
package io.cardport.uqpay;

import org.jspecify.annotations.NullMarked;
