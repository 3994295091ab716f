@NullMarked
package io.cardport.app.delivery;

import org.jspecify.annotations.NullMarked;
