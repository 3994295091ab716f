/** What can be asked of Cardport, one class a wish. */
@NullMarked
package io.cardport.domain.usecase;

import org.jspecify.annotations.NullMarked;
