/** Who is calling: distributors' credentials and how often they may call. */
@NullMarked
package io.cardport.app.security;

import org.jspecify.annotations.NullMarked;
