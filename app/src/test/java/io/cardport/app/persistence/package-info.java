@NullMarked
package io.cardport.app.persistence;

import org.jspecify.annotations.NullMarked;
