/** Puts the parts together: configured issuers, use cases, and what they lend each other. */
@NullMarked
package io.cardport.app.wiring;

import org.jspecify.annotations.NullMarked;
