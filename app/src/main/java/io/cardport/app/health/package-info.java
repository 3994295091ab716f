/** How issuers answer and what waits for them. */
@NullMarked
package io.cardport.app.health;

import org.jspecify.annotations.NullMarked;
