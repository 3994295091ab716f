/** Connections to issuers that are cut at every point. */
@NullMarked
package io.cardport.proof.cut;

import org.jspecify.annotations.NullMarked;
