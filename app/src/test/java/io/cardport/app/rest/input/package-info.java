@NullMarked
package io.cardport.app.rest.input;

import org.jspecify.annotations.NullMarked;
