/** The simulated OffBlocks: customers, accounts and cards behind HTTP message signatures, checked by code of its own. */
@NullMarked
package io.cardport.simulators.offblocks;

import org.jspecify.annotations.NullMarked;
