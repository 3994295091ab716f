/** What issuers push, from raw bytes to verified signals. */
@NullMarked
package io.cardport.domain.webhook;

import org.jspecify.annotations.NullMarked;
