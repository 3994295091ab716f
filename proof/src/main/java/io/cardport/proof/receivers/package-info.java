/** Receivers that hang, among others that do not. */
@NullMarked
package io.cardport.proof.receivers;

import org.jspecify.annotations.NullMarked;
