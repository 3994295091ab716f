@NullMarked
package io.cardport.app.rest.view;

import org.jspecify.annotations.NullMarked;
