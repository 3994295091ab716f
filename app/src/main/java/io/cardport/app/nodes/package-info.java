/** The nodes of one gateway: which live, what each reads, and what may be written because all of them do. */
@NullMarked
package io.cardport.app.nodes;

import org.jspecify.annotations.NullMarked;
