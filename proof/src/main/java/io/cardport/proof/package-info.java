/** Programs that put a promise of docs/reliability.md under fire and count what came of it. */
@NullMarked
package io.cardport.proof;

import org.jspecify.annotations.NullMarked;
