@NullMarked
package io.cardport.bench;

import org.jspecify.annotations.NullMarked;
