/** Where issuers push what happened. Calls use cases only. */
@NullMarked
package io.cardport.app.webhook;

import org.jspecify.annotations.NullMarked;
