/** Values that must not be seen. */
@NullMarked
package io.cardport.domain.secret;

import org.jspecify.annotations.NullMarked;
