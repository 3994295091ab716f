/** The stores of the domain on PostgreSQL. Rows and statements stay in here. */
@NullMarked
package io.cardport.app.persistence;

import org.jspecify.annotations.NullMarked;
