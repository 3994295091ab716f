/** The whole gateway before simulated issuers. */
@NullMarked
package io.cardport.app;

import org.jspecify.annotations.NullMarked;
