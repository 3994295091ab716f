@NullMarked
package io.cardport.proof.fire;

import org.jspecify.annotations.NullMarked;
