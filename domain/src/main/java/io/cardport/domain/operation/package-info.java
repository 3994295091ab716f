/** Commands sent to issuers and what became of them. */
@NullMarked
package io.cardport.domain.operation;

import org.jspecify.annotations.NullMarked;
