/** Cards and the table of their lives. */
@NullMarked
package io.cardport.domain.card;

import org.jspecify.annotations.NullMarked;
