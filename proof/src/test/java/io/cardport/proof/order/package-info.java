@NullMarked
package io.cardport.proof.order;

import org.jspecify.annotations.NullMarked;
