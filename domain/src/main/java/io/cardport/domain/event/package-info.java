/** What distributors are told. */
@NullMarked
package io.cardport.domain.event;

import org.jspecify.annotations.NullMarked;
