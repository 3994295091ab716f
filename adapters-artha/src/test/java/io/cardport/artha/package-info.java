@NullMarked
package io.cardport.artha;

import org.jspecify.annotations.NullMarked;
