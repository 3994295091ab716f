/** House rules and the small offenders that prove they bite. */
@NullMarked
package io.cardport.app.rules.offenders.one;

import org.jspecify.annotations.NullMarked;
