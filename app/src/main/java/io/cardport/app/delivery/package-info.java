/** Events on their way out: the guarded client, its signatures and the keys behind them. */
@NullMarked
package io.cardport.app.delivery;

import org.jspecify.annotations.NullMarked;
