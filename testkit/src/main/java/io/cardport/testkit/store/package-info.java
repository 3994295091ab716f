/** The domain's stores in memory, and the contract that every set of stores passes. */
@NullMarked
package io.cardport.testkit.store;

import org.jspecify.annotations.NullMarked;
