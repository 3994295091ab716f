@NullMarked
package io.cardport.proof.receivers;

import org.jspecify.annotations.NullMarked;
