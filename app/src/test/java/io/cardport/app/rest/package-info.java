@NullMarked
package io.cardport.app.rest;

import org.jspecify.annotations.NullMarked;
