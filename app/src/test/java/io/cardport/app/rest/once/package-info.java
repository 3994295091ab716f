@NullMarked
package io.cardport.app.rest.once;

import org.jspecify.annotations.NullMarked;
