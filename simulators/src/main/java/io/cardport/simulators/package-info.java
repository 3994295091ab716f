/** Simulated card issuers: real HTTP servers in one process, strict as the providers' documents, told by control calls. */
@NullMarked
package io.cardport.simulators;

import org.jspecify.annotations.NullMarked;
