/** Artha's Card API behind the port to issuers. Section numbers in comments are those of the fact sheet on Artha. */
@NullMarked
package io.cardport.artha;

import org.jspecify.annotations.NullMarked;
