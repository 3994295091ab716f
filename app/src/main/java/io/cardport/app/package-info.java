/** The gateway's start and end. */
@NullMarked
package io.cardport.app;

import org.jspecify.annotations.NullMarked;
