/** Money moved to and from cards. */
@NullMarked
package io.cardport.domain.funding;

import org.jspecify.annotations.NullMarked;
