/** Resources as the HTTP interface shows them: one record each, with the field names of the contract. */
@NullMarked
package io.cardport.app.rest.view;

import org.jspecify.annotations.NullMarked;
