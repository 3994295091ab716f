/** Published vectors first; our own tests add what they lack. */
@NullMarked
package io.cardport.signatures;

import org.jspecify.annotations.NullMarked;
