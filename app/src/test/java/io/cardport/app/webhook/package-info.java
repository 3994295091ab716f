/** Tests of the ways in for what issuers push. */
@NullMarked
package io.cardport.app.webhook;

import org.jspecify.annotations.NullMarked;
