/** Configured accounts. */
@NullMarked
package io.cardport.app.wiring;

import org.jspecify.annotations.NullMarked;
