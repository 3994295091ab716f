/** Encryption of what is stored, and the keyed hashes by which it is found. */
@NullMarked
package io.cardport.app.sealing;

import org.jspecify.annotations.NullMarked;
