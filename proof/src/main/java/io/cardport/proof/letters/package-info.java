/** Webhooks as issuers send them, sealed as the issuers' sheets say and by no code of an adapter. */
@NullMarked
package io.cardport.proof.letters;

import org.jspecify.annotations.NullMarked;
