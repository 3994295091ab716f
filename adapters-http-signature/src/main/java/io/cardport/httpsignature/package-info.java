/** Customers, accounts and cards at an issuer of OffBlocks' kind, with HTTP message signatures both ways. */
@NullMarked
package io.cardport.httpsignature;

import org.jspecify.annotations.NullMarked;
