@NullMarked
package io.cardport.app.sealing;

import org.jspecify.annotations.NullMarked;
