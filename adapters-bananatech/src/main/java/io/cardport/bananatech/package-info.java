/** BananaTech's card API behind the port to issuers. */
@NullMarked
package io.cardport.bananatech;

import org.jspecify.annotations.NullMarked;
