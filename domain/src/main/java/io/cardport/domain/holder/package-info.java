/** Cardholders and their approval. */
@NullMarked
package io.cardport.domain.holder;

import org.jspecify.annotations.NullMarked;
