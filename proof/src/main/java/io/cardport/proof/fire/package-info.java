/** Gateways as processes, load on them, and what is done to them: killed, frozen, their database killed, upgraded. */
@NullMarked
package io.cardport.proof.fire;

import org.jspecify.annotations.NullMarked;
