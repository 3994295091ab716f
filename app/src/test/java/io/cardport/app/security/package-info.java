/** The distributors' door, by real HTTP. */
@NullMarked
package io.cardport.app.security;

import org.jspecify.annotations.NullMarked;
