@NullMarked
package io.cardport.proof.forge;

import org.jspecify.annotations.NullMarked;
