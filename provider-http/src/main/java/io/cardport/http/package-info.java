/**
 * One HTTP exchange for all issuer adapters. Its promise is the difference between {@link
 * io.cardport.http.WireResult.NotSent}, after which sending again is safe, and {@link
 * io.cardport.http.WireResult.NoAnswer}, after which it is not.
 */
@NullMarked
package io.cardport.http;

import org.jspecify.annotations.NullMarked;
