@NullMarked
package io.cardport.app.boot;

import org.jspecify.annotations.NullMarked;
