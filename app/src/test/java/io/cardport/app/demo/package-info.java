@NullMarked
package io.cardport.app.demo;

import org.jspecify.annotations.NullMarked;
