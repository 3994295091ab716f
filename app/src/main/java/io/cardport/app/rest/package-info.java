/** The distributors' HTTP interface and the one form of every error. */
@NullMarked
package io.cardport.app.rest;

import org.jspecify.annotations.NullMarked;
