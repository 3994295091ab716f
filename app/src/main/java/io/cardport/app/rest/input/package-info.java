/** Requests read strictly: everything that is wrong is found at once and named by its place. */
@NullMarked
package io.cardport.app.rest.input;

import org.jspecify.annotations.NullMarked;
