/** What several proofs are made of: real adapters, their settings, and the use cases over stores in memory. */
@NullMarked
package io.cardport.proof.parts;

import org.jspecify.annotations.NullMarked;
