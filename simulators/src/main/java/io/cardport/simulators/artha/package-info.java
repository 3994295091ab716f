/** Artha's card API as its sheet tells it (providers/artha.md); section numbers are that sheet's. */
@NullMarked
package io.cardport.simulators.artha;

import org.jspecify.annotations.NullMarked;
