@NullMarked
package io.cardport.proof.cut;

import org.jspecify.annotations.NullMarked;
