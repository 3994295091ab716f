/** Forged webhooks by the million. */
@NullMarked
package io.cardport.proof.forge;

import org.jspecify.annotations.NullMarked;
